import { constants, createPublicKey, type KeyObject, verify } from 'node:crypto';
import { CertificationRequest } from '@peculiar/asn1-csr';
import { id_RSASSA_PSS, RsaSaPssParams } from '@peculiar/asn1-rsa';
import { AsnConvert } from '@peculiar/asn1-schema';
import type { AlgorithmIdentifier } from '@peculiar/asn1-x509';
import { badCsr, badCsrAlgorithm, badCsrKey } from './problems.js';
import { attributesOf } from './subject-attributes.js';

/** What a certificate signing request says, its own signature checked. */
export interface Csr {
  readonly subject: readonly (readonly [oid: string, value: string])[];
  readonly publicKey: KeyObject;
  /** DER of SubjectPublicKeyInfo. */
  readonly spki: Buffer;
}

interface CsrAlgorithm {
  readonly key: 'rsa' | 'ec';
  readonly hash: string;
  /** Salt length of RSA-PSS. */
  readonly saltLength?: number;
}

/** Characters of Base64; one for RSA has some 1 500. */
const longestCsr = 20_000;
const ansiRsa = '1.2.840.113549.1.1';
const ansiEc = '1.2.840.10045.4';
const algorithms: Readonly<Record<string, CsrAlgorithm>> = {
  [`${ansiRsa}.5`]: { key: 'rsa', hash: 'sha1' },
  [`${ansiRsa}.11`]: { key: 'rsa', hash: 'sha256' },
  [`${ansiRsa}.12`]: { key: 'rsa', hash: 'sha384' },
  [`${ansiRsa}.13`]: { key: 'rsa', hash: 'sha512' },
  [`${ansiEc}.1`]: { key: 'ec', hash: 'sha1' },
  [`${ansiEc}.3.2`]: { key: 'ec', hash: 'sha256' },
  [`${ansiEc}.3.3`]: { key: 'ec', hash: 'sha384' },
  [`${ansiEc}.3.4`]: { key: 'ec', hash: 'sha512' },
};
const hashes: Readonly<Record<string, string>> = {
  '1.3.14.3.2.26': 'sha1',
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};

/**
 * Reads a PKCS#10 request, DER in standard Base64.
 *
 * @throws Problem 25004 malformed or wrongly signed, 25010 another key than RSA-2048 or EC P-256, 25011 another algorithm
 */
export function readCsr(base64: string): Csr {
  if (base64.length > longestCsr) throw badCsr('CSR jest za długi.');
  const der = Buffer.from(base64, 'base64');
  if (der.toString('base64') !== base64) throw badCsr('CSR nie jest poprawnym Base64.');
  const request = parse(der);
  const { subject, subjectPKInfo } = request.certificationRequestInfo;
  const spki = Buffer.from(AsnConvert.serialize(subjectPKInfo));
  const publicKey = readKey(spki);
  const algorithm = algorithmOf(request.signatureAlgorithm);
  if (algorithm.key !== publicKey.asymmetricKeyType) throw badCsrAlgorithm();
  const signed = new Uint8Array(request.certificationRequestInfoRaw ?? new ArrayBuffer(0));
  const holds = signatureHolds(algorithm, signed, new Uint8Array(request.signature), publicKey);
  if (!holds) throw badCsr('Podpis CSR jest niepoprawny.');
  return { subject: attributesOf(subject), publicKey, spki };
}

function signatureHolds(
  { hash, saltLength }: CsrAlgorithm,
  signed: Uint8Array,
  signature: Uint8Array,
  key: KeyObject,
): boolean {
  const pss = saltLength !== undefined && { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength };
  try {
    return verify(hash, signed, { key, ...pss }, signature);
  } catch {
    // OpenSSL throws at parameters that no signature can have, such as a negative salt.
    return false;
  }
}

function parse(der: Buffer): CertificationRequest {
  try {
    return AsnConvert.parse(der, CertificationRequest);
  } catch {
    throw badCsr('CSR nie jest żądaniem PKCS#10 w postaci DER.');
  }
}

function readKey(spki: Buffer): KeyObject {
  let key: KeyObject;
  try {
    key = createPublicKey({ key: spki, type: 'spki', format: 'der' });
  } catch {
    throw badCsrKey();
  }
  const { namedCurve, modulusLength } = key.asymmetricKeyDetails ?? {};
  const fits =
    (key.asymmetricKeyType === 'ec' && namedCurve === 'prime256v1') ||
    (key.asymmetricKeyType === 'rsa' && modulusLength === 2048);
  if (!fits) throw badCsrKey();
  return key;
}

function algorithmOf({ algorithm, parameters }: AlgorithmIdentifier): CsrAlgorithm {
  const known = algorithms[algorithm];
  if (known !== undefined) return known;
  if (algorithm !== id_RSASSA_PSS || parameters == null) throw badCsrAlgorithm();
  try {
    const { hashAlgorithm, saltLength } = AsnConvert.parse(parameters, RsaSaPssParams);
    const hash = hashes[hashAlgorithm.algorithm];
    if (hash !== undefined) return { key: 'rsa', hash, saltLength };
  } catch {
    // Parameters of another form are no algorithm either.
  }
  throw badCsrAlgorithm();
}
