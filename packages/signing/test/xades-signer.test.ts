import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { contextIdentifier } from '@ksef/core';
import { hasTools, pathOf } from '@ksef-tools/testing';
import { describe, expect, it } from 'vitest';
import {
  authTokenRequestXml,
  checkSignedDocument,
  completeAuthRequest,
  externalSigner,
  type PreparedAuthRequest,
  prepareAuthRequest,
  signerFromPem,
  xadesSigner,
} from '../src/index.js';
import { testFingerprintCertificate, testPersonCertificate, testSealCertificate } from '../src/testing.js';
import { challenge, context, request, signedLogin } from './support/logins.js';
import { file } from './support/openssl.js';
import { validate, verifyByJava, verifyByXmlsec } from './support/outside.js';

const published = join(import.meta.dirname, '../../../../shared/ksef/schemas/auth');
const contexts = [
  contextIdentifier('Nip', '5265877635'),
  contextIdentifier('InternalId', '5265877635-12343'),
  contextIdentifier('NipVatUe', '5265877635-DE123456789'),
  contextIdentifier('PeppolId', 'PPL123456'),
];
const allowedIps = {
  ip4Masks: ['10.0.0.0/8', '192.0.2.0/24'],
  ip4Ranges: ['192.0.2.1-192.0.2.9'],
  ip4Addresses: ['192.0.2.10', '255.255.255.255'],
};

describe('authTokenRequestXml', () => {
  it.skipIf(!hasTools('xmllint') || !existsSync(published))('fits the published schemas', () => {
    // In the published patterns ^ and $ stand for themselves; KSeF reads them as anchors, which patterns have anyway.
    for (const version of ['2.0', '2.1'] as const) {
      const name = `schemat_auth_v${version.replace('.', '-')}.xsd`;
      const schema = readFileSync(join(published, name), 'utf8');
      const anchored = schema.replace(
        /(<xs[d]?:pattern value=")([^"]*)"/g,
        (_all, start: string, pattern: string) =>
          `${start}${pattern.replace(/^\^/, '').replace(/\$$/, '').replaceAll('\\b', '').replace(/\(\^/g, '(').replaceAll('$)', ')').replaceAll('\\/', '/')}"`,
      );
      mkdirSync(file('schemas'), { recursive: true });
      file(`schemas/${name}`, anchored);
      for (const context of contexts) {
        for (const subjectIdentifierType of ['certificateSubject', 'certificateFingerprint'] as const) {
          for (const authorizationPolicy of [undefined, { allowedIps }]) {
            const xml = authTokenRequestXml(
              { challenge, context, subjectIdentifierType, authorizationPolicy },
              { version },
            );
            validate(xml, version, file('schemas'));
          }
        }
      }
      expect(() =>
        validate(authTokenRequestXml(request).replace('Challenge>', 'Chalenge>'), version, file('schemas')),
      ).toThrow();
    }
  });

  it('has addresses, ranges and networks in the order of the schema', () => {
    const xml = authTokenRequestXml({ ...request, authorizationPolicy: { allowedIps } });
    expect(xml.match(/<Ip4\w+>/g)).toEqual([
      '<Ip4Address>',
      '<Ip4Address>',
      '<Ip4Range>',
      '<Ip4Mask>',
      '<Ip4Mask>',
    ]);
  });

  it.each([
    [{ challenge: 'x' }, {}, 'INVALID_CHALLENGE'],
    [{ challenge: `${challenge}</Challenge>` }, {}, 'INVALID_CHALLENGE'],
    [{ context: { type: 'Nip', value: '<Nip/>' } }, {}, 'INVALID_CONTEXT'],
    [{ subjectIdentifierType: 'fingerprint' }, {}, 'INVALID_OPTION'],
    [{ authorizationPolicy: { allowedIps: { ip4Masks: ['10.0.0.0/33'] } } }, {}, 'INVALID_IP_POLICY'],
    [{}, { version: '3.0' }, 'INVALID_OPTION'],
  ])('refuses %o %o', (more, options, code) => {
    expect(() => authTokenRequestXml({ ...request, ...more } as never, options as never)).toThrowError(
      expect.objectContaining({ code }),
    );
  });
});

describe('xadesSigner', () => {
  it.each([undefined, {}, Promise.resolve({})])('refuses %o and says what makes a signer', (wrong) => {
    expect(() => xadesSigner(wrong as never)).toThrow(/await signerFromPem/);
  });

  it.skipIf(!hasTools('xmlsec1'))(
    'is taken by xmlsec1 and Java, for every kind of key',
    async () => {
      const documents: string[] = [];
      for (const options of [
        { keyType: 'P-256' },
        { keyType: 'P-384' },
        { keyType: 'P-521' },
        { keyType: 'RSA-2048' },
        { keyType: 'RSA-2048', hash: 'SHA-384' },
        { keyType: 'RSA-2048', hash: 'SHA-512' },
        { keyType: 'RSA-2048', rsaPadding: 'pss' },
        { keyType: 'RSA-2048', rsaPadding: 'pss', hash: 'SHA-512' },
      ] as const) {
        const { xml } = await signedLogin(options);
        documents.push(xml);
        if ('rsaPadding' in options) continue;
        verifyByXmlsec(xml);
        expect(() => verifyByXmlsec(xml.replace('5265877635</Nip>', '5265877636</Nip>'))).toThrow();
      }
      if (pathOf('java') === undefined) return;
      verifyByJava(documents);
      const [first = ''] = documents;
      expect(() => verifyByJava([first.replace('5265877635</Nip>', '5265877636</Nip>')])).toThrow(
        /does not verify/,
      );
      // Java, twice, on a machine with other things to do.
    },
    180_000,
  );

  it('signs a little in the past, but never before the certificate', async () => {
    const now = Date.parse('2026-03-01T12:00:00.999Z');
    const clock = { now: () => now, sleep: async () => {} };
    const timeOf = async (validFromMs: number) => {
      const { certificate, privateKeyPem } = await testPersonCertificate(
        { nip: context },
        { validFrom: new Date(validFromMs), clock },
      );
      const signer = await signerFromPem({ certificate, key: privateKeyPem }, { clock });
      const xml = await xadesSigner(signer, { clock }).signAuthRequest(request);
      return /SigningTime>([^<]*)/.exec(xml)?.[1];
    };
    expect(await timeOf(now - 3_600_000)).toBe('2026-03-01T11:59:00Z');
    expect(await timeOf(Date.parse('2026-03-01T11:59:50Z'))).toBe('2026-03-01T11:59:50Z');
  });

  it('refuses a certificate that has expired since the signer was made', async () => {
    let now = Date.now();
    const clock = { now: () => now, sleep: async () => {} };
    const { certificate, privateKeyPem } = await testPersonCertificate({ nip: context });
    const signer = xadesSigner(await signerFromPem({ certificate, key: privateKeyPem }, { clock }), {
      clock,
    });
    await signer.signAuthRequest(request);
    now += 400 * 86_400_000;
    await expect(signer.signAuthRequest(request)).rejects.toMatchObject({ code: 'CERTIFICATE_EXPIRED' });
  });

  it.each([
    ['a subject without NIP or PESEL', { serialNumber: 'X-1' }, 'serialNumber "X-1" is not of the form'],
    ['no given name', { serialNumber: 'TINPL-5265877635', givenName: '' }, 'lacks givenName (2.5.4.42)'],
    ['a seal with a name', { surname: 'Kowalski' }, 'lacks givenName (2.5.4.42), serialNumber'],
    ['an organisation without prefix', { organizationIdentifier: '5265877635' }, 'is not of the form VATPL'],
  ])('says what is off with %s', async (_name, subject, message) => {
    const options = { subject };
    const { certificate, privateKeyPem } =
      'organizationIdentifier' in subject || 'surname' in subject
        ? await testSealCertificate({ nip: context }, options)
        : await testPersonCertificate({ nip: context }, options);
    const signer = xadesSigner(await signerFromPem({ certificate, key: privateKeyPem }));
    await expect(signer.signAuthRequest(request)).rejects.toMatchObject({
      code: 'UNUSABLE_SUBJECT',
      message: expect.stringContaining(message),
    });
    await signer.signAuthRequest({ ...request, subjectIdentifierType: 'certificateFingerprint' });
  });

  it('takes the certificates of Peppol providers', async () => {
    const { certificate, privateKeyPem } = await testSealCertificate(
      { nip: context },
      { subject: { organizationIdentifier: 'PPL123456' } },
    );
    const signer = xadesSigner(await signerFromPem({ certificate, key: privateKeyPem }));
    const xml = await signer.signAuthRequest({
      challenge,
      context: contextIdentifier('PeppolId', 'PPL123456'),
    });
    const asked = { challenge, context: contextIdentifier('PeppolId', 'PPL123456') };
    expect((await checkSignedDocument(xml, asked)).subjectIdentifier).toEqual({
      type: 'PeppolId',
      value: 'PPL123456',
    });
  });
});

describe('prepareAuthRequest and completeAuthRequest', () => {
  async function prepared(): Promise<[PreparedAuthRequest, (bytes: string) => Promise<Uint8Array>]> {
    const { certificate, privateKeyPem } = await testSealCertificate({ nip: context });
    const signer = await signerFromPem({ certificate, key: privateKeyPem });
    const state: PreparedAuthRequest = JSON.parse(
      JSON.stringify(await prepareAuthRequest(request, certificate)),
    );
    return [state, (bytes) => signer.sign(new Uint8Array(Buffer.from(bytes, 'base64')))];
  }

  it.skipIf(!hasTools('xmlsec1'))('make a right document of a signature from elsewhere', async () => {
    const [state, sign] = await prepared();
    const digest = await crypto.subtle.digest('SHA-256', Buffer.from(state.bytes, 'base64'));
    expect(Buffer.from(digest).toString('base64')).toBe(state.digest);
    const xml = await completeAuthRequest(state, await sign(state.bytes));
    verifyByXmlsec(xml);
    expect(await checkSignedDocument(xml, request)).toMatchObject({ isValid: true });
  });

  it('refuse a signature of something else, and a state that is none', async () => {
    const [state, sign] = await prepared();
    const signature = await sign(state.bytes);
    await expect(completeAuthRequest(state, await sign('AAAA'))).rejects.toMatchObject({
      code: 'INVALID_SIGNATURE',
    });
    for (const change of [
      { request: state.request.replace('5265877635', '7811900008') },
      { signingTime: '2020-01-01T00:00:00Z' },
      { algorithm: { ...state.algorithm, hash: 'SHA-384' } as never },
    ]) {
      await expect(completeAuthRequest({ ...state, ...change }, signature)).rejects.toMatchObject({
        code: 'INVALID_SIGNATURE',
      });
    }
    for (const change of [
      { format: 2 },
      { signingTime: '<x/>' },
      { certificateChain: [] },
      { algorithm: undefined },
    ]) {
      await expect(completeAuthRequest({ ...state, ...change } as never, signature)).rejects.toMatchObject({
        code: 'INVALID_STATE',
      });
    }
    await expect(completeAuthRequest(state, '!')).rejects.toMatchObject({ code: 'INVALID_BASE64' });
  });
});

describe('checkSignedDocument and externalSigner', () => {
  it('take the document that was asked for', async () => {
    const { xml } = await signedLogin();
    await checkSignedDocument(xml, request);
    const asBytes = externalSigner(async () => new TextEncoder().encode(xml));
    expect(await asBytes.signAuthRequest(request)).toBe(xml);
  });

  it('refuse another one, by name', async () => {
    const { xml } = await signedLogin();
    const code = (more: object, document = xml) =>
      externalSigner(async () => document)
        .signAuthRequest({ ...request, ...more })
        .catch((error) => error.code);
    expect(await code({ challenge: challenge.replace('2025', '2024') })).toBe('REQUEST_MISMATCH');
    expect(await code({ context: contextIdentifier('Nip', '7811900008') })).toBe('REQUEST_MISMATCH');
    expect(await code({ subjectIdentifierType: 'certificateFingerprint' })).toBe('REQUEST_MISMATCH');
    expect(await code({}, xml.replace('5265877635</Nip>', '5265877636</Nip>'))).toBe('DIGEST_MISMATCH');
    expect(await code({}, '<?xml version="1.0"?><a/>')).toBe('NO_SIGNATURE');
  });

  it('refuse a certificate that names nobody', async () => {
    const { certificate, privateKeyPem } = await testFingerprintCertificate();
    const signer = xadesSigner(await signerFromPem({ certificate, key: privateKeyPem }));
    const xml = await signer.signAuthRequest({ ...request, subjectIdentifierType: 'certificateFingerprint' });
    expect((await checkSignedDocument(xml, request)).subjectIdentifier).toBeUndefined();
    const relabelled = { ...request, subjectIdentifierType: 'certificateSubject' } as const;
    await expect(checkSignedDocument(xml, relabelled)).rejects.toMatchObject({ code: 'REQUEST_MISMATCH' });
  });
});
