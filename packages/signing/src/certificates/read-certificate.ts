import { InvalidInputError, sha256 } from '@ksef/core';
import { isBytes, shortened } from '@ksef/core/internal';
import type { Certificate } from 'pkijs';
import type { CurveName } from '../signers/algorithm-names.js';
import { type NameAttribute, readName, writeName } from './distinguished-name.js';
import { loadPkijs } from './load-pkijs.js';

/** The fields of a certificate that matter for KSeF. */
export interface CertificateInfo {
  /** The certificate itself, DER. */
  readonly der: Uint8Array;
  /** RFC 4514, e.g. `CN=Jan Kowalski,serialNumber=TINPL-5251230007,GN=Jan,C=PL`. */
  readonly subject: string;
  /** RFC 4514. */
  readonly issuer: string;
  readonly subjectAttributes: readonly NameAttribute[];
  /** Upper-case hexadecimal, whole bytes; KSeF's certificates have 16 digits. */
  readonly serialNumber: string;
  /** ISO 8601. */
  readonly validFrom: string;
  /** ISO 8601. */
  readonly validTo: string;
  readonly publicKey:
    | { readonly type: 'RSA'; readonly bits: number }
    | { readonly type: 'EC'; readonly namedCurve: CurveName };
  /** The public key, DER (SubjectPublicKeyInfo). */
  readonly spki: Uint8Array;
  /** SHA-256 of the certificate, 64 upper-case hexadecimal digits: KSeF's `Fingerprint`. */
  readonly fingerprint: string;
}

const rsaEncryption = '1.2.840.113549.1.1.1';
const ecPublicKey = '1.2.840.10045.2.1';
const curves: Readonly<Record<string, CurveName>> = {
  '1.2.840.10045.3.1.7': 'P-256',
  '1.3.132.0.34': 'P-384',
  '1.3.132.0.35': 'P-521',
};
const fewestBits = 2048;
const mostBytes = 1_000_000;

/**
 * Reads a certificate and rejects those that KSeF does not accept: RSA under 2048 bits, other curves, other kinds of
 * key.
 *
 * @throws InvalidInputError `INVALID_CERTIFICATE`, `WEAK_KEY`, `UNSUPPORTED_CURVE`, `UNSUPPORTED_KEY`
 * @example
 * ```ts
 * import { readFile } from 'node:fs/promises';
 * import { readCertificate } from '@ksef/signing';
 *
 * const { subject, validTo, fingerprint } = await readCertificate(await readFile('certificate.der'));
 * ```
 */
export async function readCertificate(der: Uint8Array): Promise<CertificateInfo> {
  if (isBytes(der) && der.length > mostBytes)
    throw refused(
      'INVALID_CERTIFICATE',
      `The certificate has ${der.length} bytes. At most ${mostBytes} are read.`,
    );
  const { pkijs } = await loadPkijs();
  let certificate: Certificate;
  let bits: number | undefined;
  try {
    certificate = pkijs.Certificate.fromBER(der as Uint8Array<ArrayBuffer>);
    const key = certificate.subjectPublicKeyInfo.parsedKey;
    if (key instanceof pkijs.RSAPublicKey) bits = bitLength(key.modulus.valueBlock.valueHexView);
  } catch (cause) {
    throw refused(
      'INVALID_CERTIFICATE',
      'The certificate cannot be read: it is not X.509 in DER or PEM.',
      cause,
    );
  }
  const { subject, issuer, notBefore, notAfter, serialNumber, subjectPublicKeyInfo } = certificate;
  const subjectNames = readName(subject);
  return {
    der,
    subject: writeName(subjectNames),
    issuer: writeName(readName(issuer)),
    subjectAttributes: subjectNames.flat().map(({ type, value }) => ({ type, value })),
    serialNumber: hex(unsigned(serialNumber.valueBlock.valueHexView)),
    validFrom: notBefore.value.toISOString(),
    validTo: notAfter.value.toISOString(),
    publicKey: publicKeyOf(certificate, bits),
    spki: new Uint8Array(subjectPublicKeyInfo.toSchema().toBER()),
    fingerprint: hex(await sha256(der)),
  };
}

function publicKeyOf(certificate: Certificate, bits: number | undefined): CertificateInfo['publicKey'] {
  const { algorithmId, algorithmParams } = certificate.subjectPublicKeyInfo.algorithm;
  if (algorithmId === rsaEncryption && bits !== undefined) {
    if (bits >= fewestBits) return { type: 'RSA', bits };
    throw refused(
      'WEAK_KEY',
      `The certificate's RSA key has ${bits} bits; KSeF accepts ${fewestBits} and more. Have another certificate issued.`,
    );
  }
  if (algorithmId === ecPublicKey) {
    const curve: string = algorithmParams?.valueBlock?.toString() ?? 'parameters of its own';
    const namedCurve = curves[curve];
    if (namedCurve !== undefined) return { type: 'EC', namedCurve };
    throw refused(
      'UNSUPPORTED_CURVE',
      `The certificate's key lies on the curve ${shortened(curve)}; KSeF accepts P-256, P-384 and P-521.`,
    );
  }
  throw refused(
    'UNSUPPORTED_KEY',
    `The certificate's key is of the kind ${algorithmId}; KSeF accepts RSA and elliptic curves.`,
  );
}

/** Without the zero byte that keeps an INTEGER positive. */
function unsigned(bytes: Uint8Array): Uint8Array {
  return bytes.length > 1 && bytes[0] === 0 ? bytes.subarray(1) : bytes;
}

function bitLength(integer: Uint8Array): number {
  const bytes = unsigned(integer);
  return bytes.length * 8 - (Math.clz32(bytes[0] ?? 0) - 24);
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .toUpperCase();
}

function refused(code: string, message: string, cause?: unknown): InvalidInputError {
  return new InvalidInputError(message, { code, input: 'certificate', cause });
}
