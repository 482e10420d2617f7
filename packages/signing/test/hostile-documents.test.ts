import { beforeAll, describe, expect, it } from 'vitest';
import {
  authTokenRequestXml,
  checkSignedDocument,
  externalSigner,
  type Signer,
  signerFromPem,
  verifyXades,
} from '../src/index.js';
import { testPersonCertificate } from '../src/testing.js';
import { prepareSignature } from '../src/xades/prepare-signature.js';
import { challenge, context, request } from './support/logins.js';

let signer: Signer;
beforeAll(async () => {
  const { certificate, privateKeyPem } = await testPersonCertificate({ nip: context });
  signer = await signerFromPem({ certificate, key: privateKeyPem });
});

/** Signs any XML as a login is signed. */
async function signed(xml: string): Promise<string> {
  const { bytes, complete } = await prepareSignature({
    request: xml,
    signingTime: '2026-03-01T12:00:00Z',
    algorithm: signer.algorithm,
    certificateChain: signer.certificateChain.map((der) => Buffer.from(der).toString('base64')),
  });
  return complete(await signer.sign(bytes));
}

const reasonOf = async (xml: string | Uint8Array) => {
  const result = await verifyXades(xml);
  return result.isValid ? 'valid' : result.reason.code;
};

describe('a document that would exhaust its reader is refused in time', () => {
  const reference =
    '<ds:Reference URI="#SignedProperties"><ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><ds:DigestValue>AAAA</ds:DigestValue></ds:Reference>';
  const attacks: Record<string, [change: (xml: string) => string, code: string]> = {
    '6 references': [
      (xml) => xml.replace('</ds:SignedInfo>', `${reference.repeat(4)}</ds:SignedInfo>`),
      'TOO_MANY_REFERENCES',
    ],
    'thousands of references': [
      (xml) =>
        xml.replace('</ds:SignedInfo>', `${'<ds:Reference URI="#SP"/>'.repeat(20_000)}</ds:SignedInfo>`),
      'TOO_MANY_REFERENCES',
    ],
    'one part twice': [
      (xml) => xml.replace('</ds:SignedInfo>', `${reference}</ds:SignedInfo>`),
      'INVALID_STRUCTURE',
    ],
    '8 000 levels': [() => `${'<a>'.repeat(8_000)}${'</a>'.repeat(8_000)}`, 'INVALID_XML'],
    '101 levels': [() => `${'<a>'.repeat(101)}${'</a>'.repeat(101)}`, 'INVALID_XML'],
    '100 000 elements': [
      (xml) => xml.replace('<Challenge>', `${'<a/>'.repeat(100_000)}<Challenge>`),
      'INVALID_XML',
    ],
    '20 000 attributes': [
      (xml) =>
        xml.replace(
          '<Nip',
          `<Nip ${Array.from({ length: 20_000 }, (_, index) => `a${index}="1"`).join(' ')}`,
        ),
      'INVALID_XML',
    ],
    '20 000 namespaces': [
      (xml) =>
        xml.replace(
          '<Challenge>',
          `${Array.from({ length: 20_000 }, (_, index) => `<a xmlns:n${index}="u"/>`).join('')}<Challenge>`,
        ),
      'INVALID_XML',
    ],
    'a serial number of 500 000 digits': [
      (xml) =>
        xml.replace(
          '</xades:CertDigest>',
          `</xades:CertDigest><xades:IssuerSerial><ds:X509IssuerName>x</ds:X509IssuerName><ds:X509SerialNumber>${'9'.repeat(500_000)}</ds:X509SerialNumber></xades:IssuerSerial>`,
        ),
      'CERTIFICATE_MISMATCH',
    ],
    'an instruction with a long name': [
      (xml) => xml.replace('<Nip>', `<Nip><?${'x'.repeat(900_000)} y?>`),
      'INVALID_XML',
    ],
  };
  it.each(Object.keys(attacks))('%s', async (name) => {
    const [change, code] = attacks[name] as (typeof attacks)[string];
    const xml = await signed(authTokenRequestXml(request));
    const changed = change(xml);
    expect(changed).not.toBe(xml);
    const start = performance.now();
    const result = await verifyXades(changed);
    expect(performance.now() - start).toBeLessThan(5_000);
    expect(result).toMatchObject({ isValid: false, reason: { code } });
    if (!result.isValid) expect(result.reason.message.length).toBeLessThan(1_000);
  });
});

describe('what the signature covers is what the document says', () => {
  it.each(['\u0085', '\u2028', '\u2029', '\r\u0085'])('%j is not a line break', async (character) => {
    const xml = await signed(authTokenRequestXml(request).replace('<Challenge>', '\n<Challenge>'));
    expect(await reasonOf(xml)).toBe('valid');
    expect(await reasonOf(xml.replace('\n<Challenge>', `${character}<Challenge>`))).toBe('DIGEST_MISMATCH');
    // Where it was signed, it is what was signed.
    const other = await signed(authTokenRequestXml(request).replace('</Auth', `<A>${character}x</A></Auth`));
    expect(other).toContain(character.replace('\r', '\n'));
  });

  it('CRLF is one, by XML 1.0', async () => {
    const xml = await signed(authTokenRequestXml(request).replace('<Challenge>', '\n<Challenge>'));
    expect(await reasonOf(xml.replace('\n<Challenge>', '\r\n<Challenge>'))).toBe('valid');
  });

  it.each<[string, (xml: string) => string]>([
    [
      'an attribute that canonicalisation takes for a namespace',
      (xml) => xml.replace('<Nip>', '<Nip xmlns:axmlns="u" axmlns:b="7811900008">'),
    ],
    [
      'a default namespace under a prefix beyond ASCII',
      (xml) => xml.replace('<AuthTokenRequest xmlns=', '<AuthTokenRequest xmlns:ż='),
    ],
    ['a prefix that is cut', (xml) => xml.replace('<Nip>', '<Nip xmlns:aż="u" aż:b="1">')],
    ['half a character by reference', (xml) => xml.replace('<Nip>', '<Nip>&#xD800;')],
    ['half a character', (xml) => xml.replace('<Nip>', '<Nip>\uD800')],
    ['a character that XML does not have', (xml) => xml.replace('<Nip>', '<Nip>\u0001')],
    ['XML 1.1', (xml) => xml.replace('version="1.0"', 'version="1.1"')],
    ['another encoding', (xml) => xml.replace('encoding="utf-8"', 'encoding="windows-1250"')],
    ['a prefix without namespace', (xml) => xml.replace('<Nip>', '<Nip x:a="1">')],
    ['an attribute twice', (xml) => xml.replace('<Nip>', '<Nip xmlns:x="u" xmlns:y="u" x:a="1" y:a="2">')],
    ['a bare ampersand', (xml) => xml.replace('<Nip>', '<Nip>& ')],
  ])('refuses %s', async (_name, change) => {
    const xml = await signed(authTokenRequestXml(request));
    const changed = change(xml);
    expect(changed).not.toBe(xml);
    expect(await reasonOf(changed)).toBe('INVALID_XML');
  });

  it('characters of every kind survive', async () => {
    const odd = 'ąęź €𝄞 &amp; &lt; &gt; " \' \u0085 \u2028 &#13; &#9;';
    const xml = await signed(`<a b="ż&#10;&quot;&#9;">${odd}<c xmlns="u"><d xmlns=""/></c></a>`);
    expect(await reasonOf(xml)).toBe('valid');
    expect(await reasonOf(new TextEncoder().encode(xml))).toBe('valid');
    expect(await reasonOf(xml.replace('𝄞', '𝄢'))).toBe('DIGEST_MISMATCH');
  });
});

describe('externalSigner holds the signed document to the schema', () => {
  const other = challenge.replace('2025', '2024');
  const accepted = (xml: string, more: object = {}) =>
    externalSigner(async () => signed(xml))
      .signAuthRequest({ ...request, ...more })
      .then(
        () => 'accepted',
        (error) => error.code,
      );
  const xml = authTokenRequestXml(request);

  it.each<[string, (xml: string) => string]>([
    ['two challenges', (xml) => xml.replace('</Challenge>', `</Challenge><Challenge>${other}</Challenge>`)],
    [
      'another challenge first',
      (xml) => xml.replace('<Challenge>', `<Challenge>${other}</Challenge><Challenge>`),
    ],
    [
      'one in another namespace first',
      (xml) =>
        xml.replace('<Challenge>', `<x:Challenge xmlns:x="urn:x">${challenge}</x:Challenge><Challenge>`),
    ],
    ['one in another namespace instead', (xml) => xml.replace('<Challenge>', '<Challenge xmlns="urn:x">')],
    ['two contexts', (xml) => xml.replace('</Nip>', '</Nip><Nip>7811900008</Nip>')],
    ['a context in another namespace', (xml) => xml.replace('<Nip>', '<Nip xmlns="urn:x">')],
    ['an unknown context', (xml) => xml.replaceAll('Nip>', 'Pesel>')],
    ['two ContextIdentifiers', (xml) => xml.replace(/<ContextIdentifier>.*<\/ContextIdentifier>/, '$&$&')],
    [
      'another order',
      (xml) => xml.replace(/(<Challenge>.*<\/Challenge>)(<Context.*<\/ContextIdentifier>)/, '$2$1'),
    ],
    ['an element more', (xml) => xml.replace('</AuthTokenRequest>', '<More/></AuthTokenRequest>')],
    ['an attribute', (xml) => xml.replace('<Nip>', '<Nip a="1">')],
    ['an element in a value', (xml) => xml.replace('</Nip>', '<b/></Nip>')],
    ['text between', (xml) => xml.replace('<Challenge>', 'x<Challenge>')],
    ['space in the context', (xml) => xml.replace('<Nip>', '<Nip> ')],
    ['no type of subject', (xml) => xml.replace(/<SubjectIdentifierType>.*<\/SubjectIdentifierType>/, '')],
    ['another type of subject', (xml) => xml.replace('certificateSubject', 'CertificateSubject')],
    ['another root', (xml) => xml.replaceAll('AuthTokenRequest', 'AuthTokenRequests')],
  ])('refuses %s', async (_name, change) => {
    const changed = change(xml);
    expect(changed).not.toBe(xml);
    expect(await accepted(xml)).toBe('accepted');
    expect(await accepted(changed)).toBe('REQUEST_MISMATCH');
  });

  it('takes line breaks between elements, and where a schema is', async () => {
    const pretty = xml
      .replaceAll('><', '>\n  <')
      .replace(
        '<AuthTokenRequest',
        '<AuthTokenRequest xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="a b"',
      );
    expect(await accepted(pretty)).toBe('accepted');
  });

  it('refuses a policy that was not asked for, and one that is missing', async () => {
    const authorizationPolicy = { allowedIps: { ip4Addresses: ['192.0.2.10'], ip4Masks: ['192.0.2.0/24'] } };
    const withPolicy = authTokenRequestXml({ ...request, authorizationPolicy });
    expect(await accepted(withPolicy, { authorizationPolicy })).toBe('accepted');
    expect(await accepted(xml, { authorizationPolicy })).toBe('REQUEST_MISMATCH');
    expect(await accepted(withPolicy)).toBe('REQUEST_MISMATCH');
    const wider = withPolicy.replace('192.0.2.0/24', '0.0.0.0/0');
    expect(await accepted(wider, { authorizationPolicy })).toBe('REQUEST_MISMATCH');
    await expect(
      checkSignedDocument(await signed(withPolicy), { ...request, authorizationPolicy }),
    ).resolves.toMatchObject({ isValid: true });
  });
});
