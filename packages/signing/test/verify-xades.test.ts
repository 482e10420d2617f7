import { readFileSync } from 'node:fs';
import { hasTools } from '@ksef-tools/testing';
import { beforeAll, describe, expect, it } from 'vitest';
import { verifyXades } from '../src/index.js';
import { testPersonCertificate } from '../src/testing.js';
import { challenge, signedLogin } from './support/logins.js';
import { file, run } from './support/openssl.js';
import { template } from './support/template.js';

const reasonOf = async (xml: string | Uint8Array, options = {}) => {
  const result = await verifyXades(xml, options);
  return result.isValid ? 'valid' : result.reason.code;
};

const xpathRemoval = (content: string) =>
  `<ds:Transform Algorithm="http://www.w3.org/TR/1999/REC-xpath-19991116"><ds:XPath>${content}</ds:XPath></ds:Transform>`;
const filterRemoval = (filter: string) =>
  `<ds:Transform Algorithm="http://www.w3.org/2002/06/xmldsig-filter2"><f:XPath xmlns:f="http://www.w3.org/2002/06/xmldsig-filter2" Filter="${filter}">/descendant::ds:Signature</f:XPath></ds:Transform>`;

describe('verifyXades', () => {
  it.each([
    [{ keyType: 'P-256' }],
    [{ keyType: 'P-384' }],
    [{ keyType: 'P-521' }],
    [{ keyType: 'RSA-2048' }],
    [{ keyType: 'RSA-2048', hash: 'SHA-384' }],
    [{ keyType: 'RSA-2048', rsaPadding: 'pss' }],
    [{ keyType: 'RSA-2048', rsaPadding: 'pss', hash: 'SHA-512' }],
  ] as const)('takes what we sign: %o', async (options) => {
    const { xml, fingerprint } = await signedLogin(options);
    expect(await verifyXades(new TextEncoder().encode(xml))).toMatchObject({
      isValid: true,
      certificate: { fingerprint },
      subjectIdentifier: { type: 'Nip', value: '5265877635' },
      packaging: 'enveloped',
      signingTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:]{8}Z$/),
    });
  });

  it('judges the certificate by the clock it is given', async () => {
    const { xml } = await signedLogin();
    const at = (ms: number) => ({ clock: { now: () => Date.now() + ms, sleep: async () => {} } });
    expect(await reasonOf(xml, at(0))).toBe('valid');
    expect(await reasonOf(xml, at(400 * 86_400_000))).toBe('CERTIFICATE_EXPIRED');
    expect(await reasonOf(xml, at(-86_400_000))).toBe('CERTIFICATE_NOT_YET_VALID');
  });
});

describe('verifyXades refuses', () => {
  let xml: string;
  let other: string;
  const part = (name: string) => new RegExp(`<ds:${name}[ >].*?</ds:${name}>`, 's').exec(xml)?.[0] ?? '';
  beforeAll(async () => {
    ({ xml } = await signedLogin());
    ({ xml: other } = await signedLogin());
  });

  const removal =
    '<ds:Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"></ds:Transform>';
  const canonical = '<ds:Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"></ds:Transform>';
  const signingCertificate = /<xades:SigningCertificateV2>.*<\/xades:SigningCertificateV2>/s;

  // Each attack is a change of a right document; the first says that it was one.
  const attacks: readonly [string, (xml: string) => string, string][] = [
    ['nothing', (xml) => xml, 'valid'],
    ['a changed value', (xml) => xml.replace('5265877635</Nip>', '5265877636</Nip>'), 'DIGEST_MISMATCH'],
    ['an element more', (xml) => xml.replace('<Challenge>', '<X/><Challenge>'), 'DIGEST_MISMATCH'],
    ['an attribute more', (xml) => xml.replace('<Nip>', '<Nip a="1">'), 'DIGEST_MISMATCH'],
    ['another root namespace', (xml) => xml.replace('token/2.1', 'token/2.0'), 'DIGEST_MISMATCH'],
    ['space in a value', (xml) => xml.replace('<Nip>', '<Nip> '), 'DIGEST_MISMATCH'],
    ['a comment in a value', (xml) => xml.replace('<Nip>526', '<Nip>526<!-- x -->'), 'INVALID_XML'],
    ['CDATA', (xml) => xml.replace('<Nip>5265877635', '<Nip><![CDATA[5265877635]]>'), 'INVALID_XML'],
    ['an instruction in a value', (xml) => xml.replace('<Nip>', '<Nip><?x y?>'), 'INVALID_XML'],
    [
      'an instruction before',
      (xml) => xml.replace('<Auth', '<?xml-stylesheet href="x"?><Auth'),
      'INVALID_XML',
    ],
    ['a DTD', (xml) => xml.replace('<Auth', '<!DOCTYPE a [<!ENTITY n "5265877635">]><Auth'), 'INVALID_XML'],
    ['an entity', (xml) => xml.replace('<Nip>5265877635', '<Nip>&n;'), 'INVALID_XML'],
    ['an xml:base', (xml) => xml.replace('<Nip>', '<Nip xml:base="x">'), 'INVALID_XML'],
    [
      'a namespace that breaks out',
      (xml) => xml.replace('<Nip>', '<Nip xmlns:a="x&quot; b=&quot;">'),
      'INVALID_XML',
    ],
    [
      'a changed signing time',
      (xml) => xml.replace(/<xades:SigningTime>\d{4}/, '<xades:SigningTime>1999'),
      'DIGEST_MISMATCH',
    ],
    [
      'a changed SignedInfo',
      (xml) => xml.replace('Id="AuthTokenRequest"', 'Id="Request"'),
      'INVALID_SIGNATURE',
    ],
    [
      'a changed signature',
      (xml) => xml.replace(/SignatureValue>..../, 'SignatureValue>AAAA'),
      'INVALID_SIGNATURE',
    ],
    ['no signature', (xml) => xml.replace(/<ds:Signature .*<\/ds:Signature>/s, ''), 'NO_SIGNATURE'],
    [
      'another certificate',
      (xml) => xml.replace(part('X509Certificate'), partOf(other, 'X509Certificate')),
      'CERTIFICATE_MISMATCH',
    ],
    ['no certificate', (xml) => xml.replace(part('X509Certificate'), ''), 'CERTIFICATE_MISMATCH'],
    [
      'the properties of another',
      (xml) => xml.replace(part('Object'), partOf(other, 'Object')),
      'CERTIFICATE_MISMATCH',
    ],
    ['no properties', (xml) => xml.replace(part('Object'), ''), 'NOT_XADES'],
    [
      'properties of no signature',
      (xml) => xml.replace('Target="#Signature"', 'Target="#Other"'),
      'NOT_XADES',
    ],
    [
      'two signatures',
      (xml) => xml.replace('</AuthTokenRequest>', `${part('Signature')}</AuthTokenRequest>`),
      'DUPLICATE_ID',
    ],
    [
      'two signatures with ids of their own',
      (xml) =>
        xml.replace(
          '</AuthTokenRequest>',
          `${part('Signature').replace(/ Id="/g, ' Id="x')}</AuthTokenRequest>`,
        ),
      'TOO_MANY_SIGNATURES',
    ],
    ['a repeated id', (xml) => xml.replace('<Nip>', '<Nip Id="SignedProperties">'), 'DUPLICATE_ID'],
    ['a repeated id in other letters', (xml) => xml.replace('<Nip>', '<Nip ID="Signature">'), 'DUPLICATE_ID'],
    [
      'a reference to elsewhere',
      (xml) => xml.replace('URI=""', 'URI="https://example.com/"'),
      'EXTERNAL_REFERENCE',
    ],
    [
      'a reference to a file',
      (xml) => xml.replace('URI=""', 'URI="file:///etc/passwd"'),
      'EXTERNAL_REFERENCE',
    ],
    ['an XPointer', (xml) => xml.replace('URI=""', 'URI="#xpointer(/)"'), 'EXTERNAL_REFERENCE'],
    ['a reference without URI', (xml) => xml.replace(' URI=""', ''), 'EXTERNAL_REFERENCE'],
    [
      'properties alone',
      (xml) => xml.replace(/<ds:Reference Id="AuthTokenRequest".*?<\/ds:Reference>/, ''),
      'CONTENT_NOT_COVERED',
    ],
    ['content alone', (xml) => xml.replace(/<ds:Reference Type=.*?<\/ds:Reference>/, ''), 'NOT_XADES'],
    [
      'properties covered without their type',
      (xml) => xml.replace(' Type="http://uri.etsi.org/01903#SignedProperties"', ''),
      'NOT_XADES',
    ],
    [
      'two sets of properties',
      (xml) => xml.replace('</ds:Signature>', `${part('Object').replace(/ Id="/g, ' Id="x')}</ds:Signature>`),
      'NOT_XADES',
    ],
    [
      'a reference to a part of the request',
      (xml) => xml.replace('<Nip>', '<Nip Id="nip">').replace('URI=""', 'URI="#nip"'),
      'INVALID_STRUCTURE',
    ],
    [
      'a reference to the signature instead of the request',
      (xml) => xml.replace('URI=""', 'URI="#Signature"'),
      'CONTENT_NOT_COVERED',
    ],
    ['a signature moved inwards', (xml) => moveSignature(xml), 'INVALID_STRUCTURE'],
    ['no removal of the signature', (xml) => xml.replace(removal, ''), 'UNSUPPORTED_TRANSFORM'],
    ['two removals of the signature', (xml) => xml.replace(removal, '$&$&'), 'UNSUPPORTED_TRANSFORM'],
    [
      'the signature removed from what does not contain it',
      (xml) => xml.replace(`#SignedProperties"><ds:Transforms>`, `$&${removal}`),
      'UNSUPPORTED_TRANSFORM',
    ],
    [
      'the signature removed after canonicalisation',
      (xml) => xml.replace(`${removal}${canonical}`, `${canonical}${removal}`),
      'UNSUPPORTED_TRANSFORM',
    ],
    ['two canonicalisations', (xml) => xml.replace(canonical, '$&$&'), 'UNSUPPORTED_TRANSFORM'],
    [
      'an XPath that removes other signatures than XML signatures',
      (xml) =>
        xml.replace(
          removal,
          xpathRemoval('not(ancestor-or-self::x:Signature)').replace('<ds:XPath', '$& xmlns:x="urn:x"'),
        ),
      'UNSUPPORTED_TRANSFORM',
    ],
    [
      'an XPath with more in it',
      (xml) => xml.replace(removal, xpathRemoval('not(ancestor-or-self::ds:Signature or self::Nip)')),
      'UNSUPPORTED_TRANSFORM',
    ],
    [
      'an XPath filter that keeps only the signature',
      (xml) => xml.replace(removal, filterRemoval('intersect')),
      'UNSUPPORTED_TRANSFORM',
    ],
    [
      'a digest that is not Base64',
      (xml) => xml.replace(/<ds:DigestValue>[^<]*/, '<ds:DigestValue>!!!'),
      'INVALID_STRUCTURE',
    ],
    [
      'two digests',
      (xml) => xml.replace(/<ds:DigestValue>[^<]*<\/ds:DigestValue>/, '$&$&'),
      'INVALID_STRUCTURE',
    ],
    ['no SigningCertificate', (xml) => xml.replace(signingCertificate, ''), 'NOT_XADES'],
    [
      'a SigningCertificate without certificate',
      (xml) => xml.replace(/<xades:Cert>.*<\/xades:Cert>/s, ''),
      'CERTIFICATE_MISMATCH',
    ],
    [
      'a second SigningCertificate that names another',
      (xml) =>
        xml.replace(signingCertificate, (own) => {
          const [others = ''] = signingCertificate.exec(other) ?? [];
          return own + others.replaceAll('SigningCertificateV2', 'SigningCertificate');
        }),
      'CERTIFICATE_MISMATCH',
    ],
    [
      'another serial number',
      (xml) =>
        xml.replace(
          '</xades:CertDigest>',
          '$&<xades:IssuerSerial><ds:X509IssuerName>x</ds:X509IssuerName><ds:X509SerialNumber>1</ds:X509SerialNumber></xades:IssuerSerial>',
        ),
      'CERTIFICATE_MISMATCH',
    ],
    [
      'digests by SHA-1',
      (xml) =>
        xml.replaceAll('http://www.w3.org/2001/04/xmlenc#sha256', 'http://www.w3.org/2000/09/xmldsig#sha1'),
      'WEAK_DIGEST',
    ],
    ['a signature by SHA-1', (xml) => xml.replace('ecdsa-sha256', 'ecdsa-sha1'), 'WEAK_DIGEST'],
    ['HMAC instead of a key', (xml) => xml.replace('ecdsa-sha256', 'hmac-sha256'), 'UNSUPPORTED_ALGORITHM'],
    ['RSA said of a curve', (xml) => xml.replace('ecdsa-sha256', 'rsa-sha256'), 'CERTIFICATE_MISMATCH'],
    [
      'a transform that picks',
      (xml) =>
        xml.replace(
          '2000/09/xmldsig#enveloped-signature"></ds:Transform>',
          'TR/1999/REC-xpath-19991116"><ds:XPath>self::Nip</ds:XPath></ds:Transform>',
        ),
      'UNSUPPORTED_TRANSFORM',
    ],
    [
      'XSLT',
      (xml) => xml.replace('2000/09/xmldsig#enveloped-signature"', 'TR/1999/REC-xslt-19991116"'),
      'UNSUPPORTED_TRANSFORM',
    ],
    [
      'an unknown canonicalisation',
      (xml) => xml.replace('2001/10/xml-exc-c14n#"></ds:Canon', '2010/xml-c14n2"></ds:Canon'),
      'UNSUPPORTED_TRANSFORM',
    ],
    ['no signed document', () => 'nonsense', 'INVALID_XML'],
    ['nothing at all', () => '', 'INVALID_XML'],
    ['a huge document', (xml) => xml.replace('<Nip>', `<Nip>${' '.repeat(1_000_000)}`), 'INVALID_XML'],
  ];
  it.each(attacks)('%s', async (_name, change, code) => {
    const changed = change(xml);
    if (code !== 'valid') expect(changed).not.toBe(xml);
    expect(await reasonOf(changed)).toBe(code);
  });

  it('what was signed, wrapped into another document', async () => {
    const signed = xml.replace('<?xml version="1.0" encoding="utf-8"?>', '');
    const root = '<AuthTokenRequest xmlns="http://ksef.mf.gov.pl/auth/token/2.1">';
    const evil = signed.replace('5265877635</Nip>', '7811900008</Nip>');
    // The original hidden in an object of the signature, which stays where it is looked for.
    const hidden = signed.replace(part('Signature'), '').replace(root, root.replace('>', ' Id="original">'));
    const wrapped = evil
      .replace('</ds:Object>', `</ds:Object><ds:Object>${hidden}</ds:Object>`)
      .replace('URI=""', 'URI="#original"');
    expect(await reasonOf(wrapped)).toBe('CONTENT_NOT_COVERED');
    // The whole signed document inside one that says otherwise.
    expect(await reasonOf(`${root}<Nip>7811900008</Nip>${signed}</AuthTokenRequest>`)).toBe(
      'INVALID_STRUCTURE',
    );
  });

  it('a DER signature, and says so', async () => {
    const { ecdsaToDer } = await import('../src/index.js');
    const raw = Buffer.from(/SignatureValue>([^<]*)/.exec(xml)?.[1] ?? '', 'base64');
    const der = Buffer.from(await ecdsaToDer(raw, 'P-256')).toString('base64');
    const result = await verifyXades(xml.replace(/SignatureValue>[^<]*/, `SignatureValue>${der}`));
    expect(result).toMatchObject({
      reason: { code: 'INVALID_SIGNATURE', message: expect.stringContaining('DER') },
    });
  });

  it('bytes that are not UTF-8', async () => {
    expect(await reasonOf(new Uint8Array(Buffer.from(xml, 'utf16le')))).toBe('INVALID_XML');
  });

  function partOf(document: string, name: string): string {
    return new RegExp(`<ds:${name}[ >].*?</ds:${name}>`, 's').exec(document)?.[0] ?? '';
  }

  function moveSignature(document: string): string {
    const signature = part('Signature');
    return document.replace(signature, '').replace('<ContextIdentifier>', `<ContextIdentifier>${signature}`);
  }
});

describe.skipIf(!hasTools('xmlsec1'))('verifyXades takes what other programs sign', () => {
  const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#';
  const c14n = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315';
  it.each([
    ['exclusive', { c14n: exclusive }],
    ['exclusive with inclusive namespaces', { c14n: exclusive, prefixes: 'xsi ds' }],
    ['inclusive', { c14n }],
    ['inclusive 1.1', { c14n: 'http://www.w3.org/2006/12/xml-c14n11' }],
    ['with comments', { c14n: `${c14n}#WithComments` }],
    ['no canonicalisation named', { c14n, bare: true }],
    ['XPath', { c14n, removal: xpathRemoval('not(ancestor-or-self::ds:Signature)') }],
    ['XPath filter', { c14n: exclusive, removal: filterRemoval('subtract') }],
    ['SigningCertificate of old', { c14n, old: true }],
    ['SHA-512', { c14n, hash: 'sha512' }],
    ['enveloping', { c14n, enveloping: true }],
  ] as const)('%s', async (_name, options) => {
    const { certificate, privateKeyPem, fingerprint } = await testPersonCertificate(
      { pesel: '88102341294' },
      { keyType: 'RSA-2048' },
    );
    file('key.pem', privateKeyPem);
    file('template.xml', template({ certificate, challenge, ...options }));
    run(
      'xmlsec1',
      '--sign',
      '--id-attr:Id',
      'SignedProperties',
      '--id-attr:Id',
      'Object',
      '--privkey-pem',
      file('key.pem'),
      '--output',
      file('other.xml'),
      file('template.xml'),
    );
    const xml = readFileSync(file('other.xml'), 'utf8');
    expect(await verifyXades(xml)).toMatchObject({
      isValid: true,
      subjectIdentifier: { type: 'Pesel', value: '88102341294' },
      certificate: { fingerprint },
      packaging: 'enveloping' in options ? 'enveloping' : 'enveloped',
    });
    expect(await reasonOf(xml.replace('certificateSubject', 'certificateFingerprint'))).toBe(
      'DIGEST_MISMATCH',
    );
  });
});
