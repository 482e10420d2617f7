import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Emulator, startEmulator } from '../../src/start-emulator.js';
import { call, redeem, statusOf } from '../support.js';
import { identity, keys, subjects } from './identity.js';
import { newChallenge, refusalOf, sendSigned, startXadesLogin } from './login.js';
import { authTokenRequest, type Parts, reference, signRequest } from './sign-request.js';

const nip = '5265877635';
const owner = identity(subjects.seal(`VATPL-${nip}`));
const more = 'http://www.w3.org/2001/04/xmldsig-more#';
const pss = 'http://www.w3.org/2007/05/xmldsig-more#';
const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#';

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator();
});
afterEach(() => emulator.control.reset());
afterAll(() => emulator.close());

describe('login by signed document', () => {
  it('ends in tokens that name method and subject', async () => {
    const login = await startXadesLogin(emulator, owner);
    expect(login.status).toBe(202);
    const { referenceNumber, authenticationToken } = login.body;
    const status = await call(emulator, 'GET', `/auth/${referenceNumber}`, {
      bearer: authenticationToken.token,
    });
    expect(status.body).toMatchObject({
      status: { code: 200 },
      authenticationMethod: 'QualifiedSeal',
      authenticationMethodInfo: { category: 'XadesSignature', code: 'xades.qualified-seal' },
    });
    const bearer = (await redeem(emulator, login)).body.accessToken.token;
    expect((await call(emulator, 'GET', '/auth/sessions', { bearer })).body.items).toHaveLength(1);
  });

  it.each([
    ['RSA PKCS#1 SHA-256', keys.rsa(), { uri: `${more}rsa-sha256`, hash: 'sha256' }],
    ['RSA PKCS#1 SHA-512', keys.rsa(), { uri: `${more}rsa-sha512`, hash: 'sha512' }],
    ['RSA-PSS SHA-256', keys.rsa(), { uri: `${pss}sha256-rsa-MGF1`, hash: 'sha256', pss: true }],
    ['RSA-PSS SHA3-512', keys.rsa(), { uri: `${pss}sha3-512-rsa-MGF1`, hash: 'sha3-512', pss: true }],
    ['ECDSA P-256', keys.p256(), { uri: `${more}ecdsa-sha256`, hash: 'sha256' }],
    ['ECDSA P-384', keys.p384(), { uri: `${more}ecdsa-sha384`, hash: 'sha384' }],
    ['ECDSA P-521', keys.p521(), { uri: `${more}ecdsa-sha512`, hash: 'sha512' }],
  ])('takes %s', async (_name, privateKey, signature) => {
    const signer = identity(subjects.person(`TINPL-${nip}`), { privateKey });
    for (const digest of ['sha256', 'sha384', 'sha512'] as const) {
      expect((await startXadesLogin(emulator, signer, { sign: { signature, digest } })).status).toBe(202);
    }
  });

  it.each([
    '<Nip>5265877635</Nip>',
    '<InternalId>6824515772-12343</InternalId>',
    '<NipVatUe>5265877635-DE123456789</NipVatUe>',
    '<PeppolId>PPL123456</PeppolId>',
  ])('takes the context %s in both versions', async (context) => {
    for (const version of ['2.0', '2.1']) {
      const login = await startXadesLogin(emulator, owner, { request: { context, version } });
      expect((await statusOf(emulator, login)).code).toBe(200);
    }
  });

  it('takes comments and space between elements', async () => {
    const tamper = (parts: Parts) => {
      parts.request = parts.request.replace('<ContextIdentifier>', '<!-- whose --><ContextIdentifier>');
      parts.keyInfo = parts.keyInfo.replace('<ds:X509Data>', '<ds:X509Data>\n  <!-- signer -->\n');
    };
    expect((await startXadesLogin(emulator, owner, { sign: { tamper } })).status).toBe(202);
  });

  it('takes an enveloping signature', async () => {
    const document = signRequest(authTokenRequest(await newChallenge(emulator)), owner, {
      prepare: (parts) => {
        const inner = parts.request;
        parts.request = `<ds:Object xmlns:ds="http://www.w3.org/2000/09/xmldsig#" Id="Request">${inner}</ds:Object>`;
        parts.document = function (this: Parts) {
          return `<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#" Id="Signature">${this.signedInfo}<ds:SignatureValue>${this.signatureValue}</ds:SignatureValue>${this.keyInfo}${this.request}<ds:Object><xades:QualifyingProperties xmlns:xades="http://uri.etsi.org/01903/v1.3.2#" Target="#Signature">${this.signedProperties}</xades:QualifyingProperties></ds:Object></ds:Signature>`;
        };
      },
      references: (digestOf, parts) =>
        reference('#Request', digestOf(parts.request)) +
        reference('#SignedProperties', digestOf(parts.signedProperties)),
    });
    expect((await sendSigned(emulator, document)).status).toBe(202);
  });

  it('keeps the IP policy of the document', async () => {
    const policy = (ip: string) => ({
      more: `<AuthorizationPolicy><AllowedIps><Ip4Address>${ip}</Ip4Address><Ip4Mask>10.0.0.0/8</Ip4Mask></AllowedIps></AuthorizationPolicy>`,
    });
    for (const [ip, expected] of [
      ['127.0.0.1', 200],
      ['192.0.2.1', 403],
    ] as const) {
      const login = await startXadesLogin(emulator, owner, { request: policy(ip) });
      const bearer = (await redeem(emulator, login)).body.accessToken.token;
      expect((await call(emulator, 'GET', '/auth/sessions', { bearer })).status).toBe(expected);
    }
  });

  it('spends the challenge, and not before the document is good', async () => {
    const challenge = await newChallenge(emulator);
    const broken = signRequest(authTokenRequest(challenge), owner, {
      tamper: (parts) => {
        parts.signatureValue = Buffer.alloc(64, 1).toString('base64');
      },
    });
    expect(refusalOf(await sendSigned(emulator, broken)).code).toBe(9105);
    const document = signRequest(authTokenRequest(challenge), owner);
    expect((await sendSigned(emulator, document)).status).toBe(202);
    expect(refusalOf(await sendSigned(emulator, document)).code).toBe(21111);
  });

  it('refuses an old challenge', async () => {
    const document = signRequest(authTokenRequest(await newChallenge(emulator)), owner);
    emulator.control.advanceClock(10 * 60_000 + 1);
    expect(refusalOf(await sendSigned(emulator, document)).code).toBe(21111);
  });
});

describe('refused signatures (9105)', () => {
  const tampered: Record<string, (parts: Parts) => void> = {
    'another context': (parts) => {
      parts.request = parts.request.replace(nip, '7762811692');
    },
    'another certificate in KeyInfo': (parts) => {
      const other = identity(subjects.seal(`VATPL-${nip}`)).certificate.toString('base64');
      parts.keyInfo = parts.keyInfo.replace(/(<ds:X509Certificate>)[^<]+/, `$1${other}`);
    },
    'another signing time': (parts) => {
      parts.signedProperties = parts.signedProperties.replace('2026-11-24T10', '2026-11-24T11');
    },
    'a changed value': (parts) => {
      parts.signatureValue = `AAAA${parts.signatureValue.slice(4)}`;
    },
    // Canonicalisation drops comments: only the rule against them refuses this one.
    'a comment in the NIP': (parts) => {
      parts.request = parts.request.replace('5877635', '<!-- x -->5877635');
    },
    'a comment in the signature value': (parts) => {
      parts.signatureValue = parts.signatureValue.replace('=', '<!-- -->=');
    },
    'a duplicate id': (parts) => {
      parts.keyInfo = parts.keyInfo.replace('<ds:KeyInfo>', '<ds:KeyInfo Id="SignedProperties">');
    },
    'a duplicate id in another case': (parts) => {
      parts.keyInfo = parts.keyInfo.replace('<ds:KeyInfo>', '<ds:KeyInfo ID="SignedProperties">');
    },
    'a signature beside the end': (parts) => {
      const document = parts.document.bind(parts);
      parts.document = () =>
        document().replace('</ds:Signature></AuthTokenRequest>', '</ds:Signature><X></X></AuthTokenRequest>');
    },
  };
  it.each(Object.entries(tampered))('%s', async (_name, tamper) => {
    expect(refusalOf(await startXadesLogin(emulator, owner, { sign: { tamper } })).code).toBe(9105);
  });

  it.each([
    ['\u0085', 9105],
    ['\u2028', 9105],
    ['\r', undefined],
    ['\r\n', undefined],
  ])('%j in place of a line feed, unless XML 1.0 takes it for one', async (other, code) => {
    const answer = await startXadesLogin(emulator, owner, {
      sign: {
        prepare: (parts) => {
          parts.request = parts.request.replace('<Challenge>', '\n<Challenge>');
        },
        tamper: (parts) => {
          parts.request = parts.request.replace('\n', other);
        },
      },
    });
    expect(refusalOf(answer).code).toBe(code);
  });

  // xml-crypto leaves out whatever is named like a declaration of a namespace.
  it('an attribute that no digest would cover', async () => {
    const tamper = (parts: Parts) => {
      parts.request = parts.request.replace('<Challenge>', '<Challenge xmlnsx="added">');
    };
    const refusal = refusalOf(await startXadesLogin(emulator, owner, { sign: { tamper } }));
    expect(refusal.code).toBe(21001);
  });

  it('a signature moved into a wrapper around another request', async () => {
    const wrapped = await startXadesLogin(emulator, owner, {
      sign: {
        tamper: (parts) => {
          const document = parts.document.bind(parts);
          parts.document = () =>
            authTokenRequest('20261124-CR-0000000000-0000000000-00').replace(
              '</AuthTokenRequest>',
              `<Wrapper>${document()}</Wrapper></AuthTokenRequest>`,
            );
        },
      },
    });
    expect(refusalOf(wrapped).code).toBe(9105);
  });

  it('signed properties moved elsewhere, others put in their place', async () => {
    const moved = await startXadesLogin(emulator, owner, {
      sign: {
        tamper: (parts) => {
          const forged = parts.signedProperties.replace('Id="SignedProperties"', 'Id="Forged"');
          parts.keyInfo = parts.keyInfo.replace('</ds:KeyInfo>', `${parts.signedProperties}</ds:KeyInfo>`);
          parts.signedProperties = forged;
        },
      },
    });
    expect(refusalOf(moved)).toMatchObject({ code: 9105, text: expect.stringContaining('SignedProperties') });
  });

  const unprotected: Record<string, NonNullable<Parameters<typeof signRequest>[2]>> = {
    'no reference to the request': {
      references: (digestOf, parts) => reference('#SignedProperties', digestOf(parts.signedProperties)),
    },
    'no reference to the signed properties': {
      references: (digestOf, parts) =>
        reference('', digestOf(parts.request), [
          'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
          exclusive,
        ]),
    },
    'an external reference': {
      references: (digestOf, parts) =>
        reference('http://127.0.0.1:9/request.xml', digestOf(parts.request)) +
        reference('#SignedProperties', digestOf(parts.signedProperties)),
    },
    'an unknown transform': {
      references: (digestOf, parts) =>
        reference('', digestOf(parts.request), ['http://www.w3.org/TR/1999/REC-xslt-19991116']) +
        reference('#SignedProperties', digestOf(parts.signedProperties)),
    },
    'no signing certificate': {
      prepare: (parts) => {
        parts.signedProperties = parts.signedProperties.replace(
          /<xades:SigningCertificateV2>.*<\/xades:SigningCertificateV2>/,
          '',
        );
      },
    },
    'no signing time': {
      prepare: (parts) => {
        parts.signedProperties = parts.signedProperties.replace(
          /<xades:SigningTime>.*<\/xades:SigningTime>/,
          '',
        );
      },
    },
    'a SHA-1 digest': { digest: 'sha1' },
    'a SHA-1 signature': { signature: { uri: `${more}ecdsa-sha1`, hash: 'sha1' } },
    'an HMAC instead of a signature': {
      signature: { uri: `${more}hmac-sha256`, hash: 'sha256' },
    },
    'an ECDSA value in DER': { der: true },
    'a DER signature claimed as RSA': { signature: { uri: `${more}rsa-sha256`, hash: 'sha256' } },
  };
  it.each(Object.entries(unprotected))('%s', async (_name, sign) => {
    expect(refusalOf(await startXadesLogin(emulator, owner, { sign })).code).toBe(9105);
  });

  it('weak keys', async () => {
    const signer = identity(subjects.seal(`VATPL-${nip}`), { privateKey: keys.rsa(1024) });
    expect(refusalOf(await startXadesLogin(emulator, signer))).toMatchObject({
      code: 9105,
      text: expect.stringContaining('2048'),
    });
  });
});

describe('refused documents', () => {
  it.each<[string, number, (document: string) => string | Uint8Array]>([
    ['no XML', 21001, () => 'hello'],
    ['not well-formed', 21001, (xml) => xml.replace('</AuthTokenRequest>', '')],
    ['a DTD', 21001, (xml) => `<!DOCTYPE a [<!ENTITY b "c">]>${xml}`],
    ['UTF-16', 21217, (xml) => Buffer.from(`\uFEFF${xml}`, 'utf16le')],
    ['another encoding declared', 21217, (xml) => `<?xml version="1.0" encoding="windows-1250"?>${xml}`],
    ['endless nesting', 21001, () => `${'<a>'.repeat(50_000)}${'</a>'.repeat(50_000)}`],
    ['another root', 9101, () => '<Faktura/>'],
    ['no signature', 9102, (xml) => xml.replace(/<ds:Signature .*<\/ds:Signature>/, '')],
    ['two signatures', 9103, (xml) => xml.replace(/(<ds:Signature .*<\/ds:Signature>)/, '$1$1')],
  ])('%s', async (_name, code, change) => {
    const document = signRequest(authTokenRequest(await newChallenge(emulator)), owner);
    expect(refusalOf(await sendSigned(emulator, change(document))).code).toBe(code);
  });

  it.each([
    ['an unknown namespace', { version: '1.0' }],
    ['a wrong NIP', { context: '<Nip>123</Nip>' }],
    ['two contexts', { context: '<Nip>5265877635</Nip><Nip>5265877635</Nip>' }],
    ['an unknown subject type', { subjectIdentifierType: 'CertificateSubject' }],
    ['something more', { more: '<Extra></Extra>' }],
    ['an empty policy', { more: '<AuthorizationPolicy></AuthorizationPolicy>' }],
    [
      'a wrong mask',
      {
        more: '<AuthorizationPolicy><AllowedIps><Ip4Mask>10.0.0.0/33</Ip4Mask></AllowedIps></AuthorizationPolicy>',
      },
    ],
  ])('%s (21401)', async (_name, request) => {
    expect(refusalOf(await startXadesLogin(emulator, owner, { request })).code).toBe(21401);
  });

  it('JSON (HTTP 415)', async () => {
    expect((await call(emulator, 'POST', '/auth/xades-signature', { body: {} })).status).toBe(415);
  });
});

describe('certificates', () => {
  it.each([
    ['TINPL', subjects.person(`TINPL-${nip}`), 202, undefined],
    ['PNOPL', subjects.person('PNOPL-88102341294'), 202, undefined],
    ['PESEL without a dash', subjects.person('PESEL88102341294'), 202, undefined],
    ['Peppol', subjects.seal('PPL123456'), 202, undefined],
    ['no prefix', subjects.person(nip), 400, 21115],
    ['a bare organisation identifier', subjects.seal(nip), 400, 21115],
    ['no surname', subjects.person(`TINPL-${nip}`).filter(([oid]) => oid !== '2.5.4.4'), 400, 21115],
    [
      'a seal with a given name',
      [...subjects.seal(`VATPL-${nip}`), ['2.5.4.42', 'Jan'] as const],
      400,
      21115,
    ],
    ['too few digits', subjects.person('PNOPL-8810234129'), 400, 21406],
    ['no identifier at all', subjects.person(), 400, 21406],
  ])('%s: %s', async (_name, subject, status, code) => {
    const answer = await startXadesLogin(emulator, identity(subject));
    expect([answer.status, refusalOf(answer).code]).toEqual([status, code]);
  });

  it('need no identifier where the fingerprint names them', async () => {
    const request = { subjectIdentifierType: 'certificateFingerprint' };
    const login = await startXadesLogin(emulator, identity(subjects.person()), { request });
    expect((await statusOf(emulator, login)).code).toBe(200);
  });

  it('end in status 460 before and after their time', async () => {
    const now = Date.now();
    for (const dates of [{ validFrom: now + 3_600_000 }, { validTo: now - 60_000 }]) {
      const login = await startXadesLogin(emulator, identity(subjects.seal(`VATPL-${nip}`), dates));
      expect(await statusOf(emulator, login)).toMatchObject({ code: 460, details: ['Nieważny certyfikat'] });
    }
  });

  it('that sign themselves end in 460 where the chain is to be verified', async () => {
    const login = await startXadesLogin(emulator, owner, { query: '?verifyCertificateChain=true' });
    expect(await statusOf(emulator, login)).toMatchObject({
      code: 460,
      details: ['Niezaufany łańcuch certyfikatów'],
    });
  });

  it('of a trusted issuer log in where self-signed ones do not', async () => {
    const authority = identity([['2.5.4.3', 'Test CA']]);
    const strict = await startEmulator({
      selfSigned: false,
      trustedCertificates: [authority.certificate],
    });
    try {
      const issued = identity(subjects.seal(`VATPL-${nip}`), { issuer: authority });
      expect((await statusOf(strict, await startXadesLogin(strict, issued))).code).toBe(200);
      expect((await statusOf(strict, await startXadesLogin(strict, owner))).code).toBe(460);
    } finally {
      await strict.close();
    }
  });
});

describe('rights', () => {
  let checking: Emulator;
  beforeAll(async () => {
    checking = await startEmulator({ permissions: 'checked' });
  });
  afterAll(() => checking.close());
  afterEach(() => checking.control.reset());

  const code = async (subject: ReturnType<typeof subjects.person>) =>
    (await statusOf(checking, await startXadesLogin(checking, identity(subject)))).code;
  const tell = async (path: string, body: unknown) =>
    expect((await call(checking, 'POST', `/testdata/${path}`, { body })).status).toBe(200);
  const pesel = '88102341294';
  const grant = {
    contextIdentifier: { type: 'Nip', value: nip },
    authorizedIdentifier: { type: 'Pesel', value: pesel },
    permissions: [{ permissionType: 'InvoiceRead', description: 'czytanie' }],
  };

  it('are the owner’s, else 415, where they are checked', async () => {
    expect(await code(subjects.seal(`VATPL-${nip}`))).toBe(200);
    expect(await code(subjects.person(`TINPL-${nip}`))).toBe(200);
    expect(await code(subjects.seal('VATPL-7762811692'))).toBe(415);
    expect(await code(subjects.person(`PNOPL-${pesel}`))).toBe(415);
  });

  it('come from grants, and go with them', async () => {
    await tell('permissions', grant);
    const login = await startXadesLogin(checking, identity(subjects.person(`PNOPL-${pesel}`)));
    const bearer = (await redeem(checking, login)).body.accessToken.token;
    const wish = { permissions: ['InvoiceWrite'], description: 'za wiele' };
    const refused = await call(checking, 'POST', '/tokens', {
      bearer,
      body: wish,
      headers: { 'x-error-format': 'problem-details' },
    });
    expect(refusalOf(refused).code).toBe(26001);
    await tell('permissions/revoke', grant);
    expect(await code(subjects.person(`PNOPL-${pesel}`))).toBe(415);
  });

  it('come from a NIP that belongs to the PESEL, until the person has died (470)', async () => {
    const person = { nip, pesel, isBailiff: false, description: 'osoba testowa' };
    await tell('person', person);
    expect(await code(subjects.person(`PNOPL-${pesel}`))).toBe(200);
    await tell('person/remove', { nip });
    expect(await code(subjects.person(`PNOPL-${pesel}`))).toBe(415);
    await tell('person', { ...person, isDeceased: true });
    expect(await code(subjects.person(`PNOPL-${pesel}`))).toBe(470);
  });

  it('do not help in a blocked context (480)', async () => {
    await tell('context/block', { contextIdentifier: { type: 'Nip', value: nip } });
    expect(await code(subjects.seal(`VATPL-${nip}`))).toBe(480);
  });
});

describe('documents that are out of bounds', () => {
  const documents: Record<string, (challenge: string) => string> = {
    'nested without end': () => `${'<a>'.repeat(100_000)}${'</a>'.repeat(100_000)}`,
    'of more elements than any request has': (challenge) =>
      authTokenRequest(challenge, { more: '<a/>'.repeat(200_000) }),
    'with an element of many attributes': () =>
      `<a ${Array.from({ length: 60_000 }, (_, index) => `x${index}=""`).join(' ')}/>`,
    'with many namespaces': () =>
      `<a ${Array.from({ length: 30_000 }, (_, index) => `xmlns:n${index}="urn:${index}"`).join(' ')}/>`,
    'with comments that are not closed': () => `<a>${'<!--'.repeat(240_000)}</a>`,
    'with sections that are not closed': () => `<a>${'<![CDATA['.repeat(100_000)}</a>`,
  };
  it.each(Object.keys(documents))('%s are refused at once', async (name) => {
    const document = documents[name]?.(await newChallenge(emulator)) ?? '';
    const before = performance.now();
    expect(refusalOf(await sendSigned(emulator, document)).code).toBe(21001);
    expect(performance.now() - before).toBeLessThan(2_000);
  });

  it('with many references or certificates are refused before anything is digested', async () => {
    const references = Array.from({ length: 1_000 }, () => reference('#SignedProperties', 'AAAA')).join('');
    const many = await startXadesLogin(emulator, owner, { sign: { references: () => references } });
    expect([21001, 9105]).toContain(refusalOf(many).code);
    const crowded = await startXadesLogin(emulator, owner, {
      sign: {
        tamper: (parts) => {
          const [one = ''] = /<ds:X509Certificate>.*<\/ds:X509Certificate>/.exec(parts.keyInfo) ?? [];
          parts.keyInfo = parts.keyInfo.replace(one, one.repeat(500));
        },
      },
    });
    expect(refusalOf(crowded)).toMatchObject({ code: 9105, text: expect.stringContaining('10 certyfikat') });
  });
});
