import { constants, createPublicKey, type KeyObject, sign } from 'node:crypto';
import { CertificationRequest, CertificationRequestInfo } from '@peculiar/asn1-csr';
import { AsnConvert } from '@peculiar/asn1-schema';
import {
  AlgorithmIdentifier,
  AttributeTypeAndValue,
  AttributeValue,
  Name,
  RelativeDistinguishedName,
  SubjectPublicKeyInfo,
} from '@peculiar/asn1-x509';
import { attributeOids, type SubjectAttributes } from '../../src/certificates/subject-attributes.js';

const oids = {
  ecdsaSha256: '1.2.840.10045.4.3.2',
  rsaSha256: '1.2.840.113549.1.1.11',
  rsaMd5: '1.2.840.113549.1.1.4',
} as const;

/** A PKCS#10 request in Base64 over the enrolment data, with attributes changed at will. */
export function csr(
  data: Readonly<Record<string, string | null>>,
  privateKey: KeyObject,
  {
    algorithm = privateKey.asymmetricKeyType === 'ec' ? 'ecdsaSha256' : 'rsaSha256',
    more = [],
    spoil = false,
  }: { algorithm?: keyof typeof oids; more?: readonly (readonly [string, string])[]; spoil?: boolean } = {},
): string {
  const attributes = Object.entries(attributeOids).flatMap(([name, oid]) => {
    const value = data[name as keyof SubjectAttributes];
    return value === null || value === undefined ? [] : [[oid, value] as const];
  });
  const spki = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
  const certificationRequestInfo = new CertificationRequestInfo({
    subject: new Name(
      [...attributes, ...more].map(
        ([type, utf8String]) =>
          new RelativeDistinguishedName([
            new AttributeTypeAndValue({ type, value: new AttributeValue({ utf8String }) }),
          ]),
      ),
    ),
    subjectPKInfo: AsnConvert.parse(spki, SubjectPublicKeyInfo),
  });
  const signed = Buffer.from(AsnConvert.serialize(certificationRequestInfo));
  const signature = sign(algorithm === 'rsaMd5' ? 'md5' : 'sha256', signed, {
    key: privateKey,
    padding: constants.RSA_PKCS1_PADDING,
  });
  if (spoil) signature[signature.length - 1] = (signature.at(-1) ?? 0) ^ 1;
  const request = new CertificationRequest({
    certificationRequestInfo,
    signatureAlgorithm: new AlgorithmIdentifier({ algorithm: oids[algorithm] }),
    signature: new Uint8Array(signature).buffer,
  });
  return Buffer.from(AsnConvert.serialize(request)).toString('base64');
}
