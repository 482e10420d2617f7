import { createHash, type KeyObject, sign } from 'node:crypto';
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import {
  AlgorithmIdentifier,
  AttributeTypeAndValue,
  AttributeValue,
  AuthorityKeyIdentifier,
  BasicConstraints,
  Certificate,
  Extension,
  Extensions,
  id_ce_authorityKeyIdentifier,
  id_ce_basicConstraints,
  id_ce_keyUsage,
  id_ce_subjectKeyIdentifier,
  KeyIdentifier,
  KeyUsage,
  Name,
  RelativeDistinguishedName,
  SubjectKeyIdentifier,
  SubjectPublicKeyInfo,
  TBSCertificate,
  Validity,
  Version,
} from '@peculiar/asn1-x509';

const countryName = '2.5.4.6';
const serialNumber = '2.5.4.5';
const ecdsaWithSha256 = '1.2.840.10045.4.3.2';
const sha256WithRsa = '1.2.840.113549.1.1.11';

/** What a certificate is to say. */
export interface CertificateTemplate {
  /** Object identifier and text of each attribute, one RDN each. */
  readonly subject: readonly (readonly [oid: string, value: string])[];
  readonly publicKey: KeyObject;
  /** Hexadecimal, positive. */
  readonly serialNumber: string;
  /** Milliseconds; certificates know whole seconds. */
  readonly validFrom: number;
  readonly validTo: number;
  /** Flags of the key usage extension. */
  readonly keyUsage?: number;
  readonly isAuthority?: boolean;
}

/** Who signs: itself, unless an issuer is named. */
export interface CertificateIssuer {
  readonly privateKey: KeyObject;
  /** DER; missing for self-signed certificates. */
  readonly certificate?: Uint8Array;
}

/** Makes a certificate (X.509 v3, ECDSA or RSA with SHA-256). Gives DER. */
export function makeCertificate(template: CertificateTemplate, issuer: CertificateIssuer): Buffer {
  const subject = nameOf(template.subject);
  const authority = issuer.certificate && AsnConvert.parse(issuer.certificate, Certificate);
  const isEc = issuer.privateKey.asymmetricKeyType === 'ec';
  const algorithm = isEc
    ? new AlgorithmIdentifier({ algorithm: ecdsaWithSha256 })
    : new AlgorithmIdentifier({ algorithm: sha256WithRsa, parameters: new Uint8Array([5, 0]).buffer });
  const tbsCertificate = new TBSCertificate({
    version: Version.v3,
    serialNumber: bufferOf(positive(template.serialNumber)),
    signature: algorithm,
    issuer: authority?.tbsCertificate.subject ?? subject,
    validity: new Validity({
      notBefore: wholeSecond(template.validFrom),
      notAfter: wholeSecond(template.validTo),
    }),
    subject,
    subjectPublicKeyInfo: AsnConvert.parse(spkiOf(template.publicKey), SubjectPublicKeyInfo),
    ...extensionsOf(template, authority),
  });
  const bytes = new Uint8Array(AsnConvert.serialize(tbsCertificate));
  const certificate = new Certificate({
    tbsCertificate,
    signatureAlgorithm: algorithm,
    signatureValue: bufferOf(sign('sha256', bytes, issuer.privateKey)),
  });
  return Buffer.from(AsnConvert.serialize(certificate));
}

function nameOf(attributes: CertificateTemplate['subject']): Name {
  return new Name(
    attributes.map(
      ([type, value]) =>
        new RelativeDistinguishedName([
          new AttributeTypeAndValue({
            type,
            value: new AttributeValue(
              type === countryName || type === serialNumber
                ? { printableString: value }
                : { utf8String: value },
            ),
          }),
        ]),
    ),
  );
}

function extensionsOf(
  { keyUsage, isAuthority, publicKey }: CertificateTemplate,
  authority: Certificate | undefined,
): { extensions?: Extensions } {
  const extensions: Extension[] = [];
  const add = (extnID: string, value: unknown, critical = true) =>
    extensions.push(
      new Extension({
        extnID,
        critical,
        extnValue: new OctetString(AsnConvert.serialize(value)),
      }),
    );
  if (isAuthority === true) add(id_ce_basicConstraints, new BasicConstraints({ cA: true }));
  if (keyUsage !== undefined) add(id_ce_keyUsage, new KeyUsage(keyUsage));
  if (authority !== undefined || isAuthority === true) {
    const spki = AsnConvert.parse(spkiOf(publicKey), SubjectPublicKeyInfo);
    add(id_ce_subjectKeyIdentifier, new SubjectKeyIdentifier(keyIdentifier(spki)), false);
  }
  if (authority !== undefined) {
    const id = keyIdentifier(authority.tbsCertificate.subjectPublicKeyInfo);
    const value = new AuthorityKeyIdentifier({ keyIdentifier: new KeyIdentifier(id) });
    add(id_ce_authorityKeyIdentifier, value, false);
  }
  return extensions.length === 0 ? {} : { extensions: new Extensions(extensions) };
}

function positive(hex: string): Uint8Array {
  const bytes = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
  return (bytes[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes;
}

/** RFC 5280, 4.2.1.2: SHA-1 of the key's bits, which is a name here and no protection. */
function keyIdentifier({ subjectPublicKey }: SubjectPublicKeyInfo): ArrayBuffer {
  return bufferOf(createHash('sha1').update(new Uint8Array(subjectPublicKey)).digest());
}

function spkiOf(publicKey: KeyObject): Buffer {
  return publicKey.export({ type: 'spki', format: 'der' });
}

function wholeSecond(ms: number): Date {
  return new Date(Math.floor(ms / 1000) * 1000);
}

function bufferOf(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}
