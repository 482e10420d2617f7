import { type Clock, InvalidInputError, lenientNip, systemClock } from '@ksef/core';
import { anything, checkOptions, isClock, quoted } from '@ksef/core/internal';
import { type KeyType, makeKeyPair } from '../requests/key-pair.js';
import { type SubjectAttributes, subjectName } from '../requests/subject-name.js';
import type { WebCryptoKey } from '../signers/web-crypto-key.js';
import { loadPkijs } from './load-pkijs.js';
import { readCertificate } from './read-certificate.js';
import { writePem } from './write-pem.js';

/** Options of every test certificate. */
export interface TestCertificateOptions {
  /** Default `P-256`. */
  readonly keyType?: KeyType | undefined;
  /** ISO 8601, or a `Date`. Default: 61 minutes ago, to allow for different clocks. */
  readonly validFrom?: string | Date | undefined;
  /** ISO 8601, or a `Date`. Default: a year from now. */
  readonly validTo?: string | Date | undefined;
  readonly clock?: Clock | undefined;
  /** Additional attributes. They override the default ones. */
  readonly subject?: SubjectAttributes | undefined;
}

/** A self-signed certificate with its key, valid only on TEST and the emulator. */
export interface TestCertificate {
  /** DER. */
  readonly certificate: Uint8Array;
  readonly certificatePem: string;
  readonly privateKey: WebCryptoKey;
  /** PKCS#8, not encrypted. */
  readonly privateKeyPem: string;
  /** SHA-256 of the certificate, 64 upper-case hexadecimal digits. */
  readonly fingerprint: string;
}

/**
 * A person's certificate, identified by NIP (`TINPL-…`) or PESEL (`PNOPL-…`).
 *
 * @throws InvalidInputError `INVALID_NIP`, `INVALID_PESEL`, `INVALID_SUBJECT`
 * @example
 * ```ts
 * import { signerFromPem } from '@ksef/signing';
 * import { testPersonCertificate } from '@ksef/signing/testing';
 *
 * const { certificatePem, privateKeyPem } = await testPersonCertificate({ nip: '5265877635' });
 * const signer = await signerFromPem({ certificate: certificatePem, key: privateKeyPem });
 * ```
 */
export async function testPersonCertificate(
  person: { readonly nip: string } | { readonly pesel: string },
  options: TestCertificateOptions = {},
): Promise<TestCertificate> {
  const serialNumber =
    'nip' in person ? `TINPL-${lenientNip(person.nip)}` : `PNOPL-${checkedPesel(person.pesel)}`;
  return selfSigned(
    { commonName: 'Jan Kowalski', givenName: 'Jan', surname: 'Kowalski', countryName: 'PL', serialNumber },
    options,
  );
}

/**
 * An organisation's seal, identified by NIP (`VATPL-…`).
 *
 * @throws InvalidInputError `INVALID_NIP`, `INVALID_SUBJECT`
 * @example
 * ```ts
 * import { signerFromPem } from '@ksef/signing';
 * import { testSealCertificate } from '@ksef/signing/testing';
 *
 * const { certificatePem, privateKeyPem } = await testSealCertificate({ nip: '5265877635' });
 * const signer = await signerFromPem({ certificate: certificatePem, key: privateKeyPem });
 * ```
 */
export async function testSealCertificate(
  organisation: { readonly nip: string },
  options: TestCertificateOptions = {},
): Promise<TestCertificate> {
  return selfSigned(
    {
      commonName: 'Kowalski sp. z o.o.',
      organizationName: 'Kowalski sp. z o.o.',
      organizationIdentifier: `VATPL-${lenientNip(organisation.nip)}`,
      countryName: 'PL',
    },
    options,
  );
}

/**
 * A person's certificate without NIP or PESEL: KSeF identifies it by its fingerprint only.
 *
 * @throws InvalidInputError `INVALID_SUBJECT`
 * @example
 * ```ts
 * import { signerFromPem } from '@ksef/signing';
 * import { testFingerprintCertificate } from '@ksef/signing/testing';
 *
 * const { certificatePem, privateKeyPem } = await testFingerprintCertificate();
 * const signer = await signerFromPem({ certificate: certificatePem, key: privateKeyPem });
 * ```
 */
export async function testFingerprintCertificate(
  options: TestCertificateOptions = {},
): Promise<TestCertificate> {
  return selfSigned(
    { commonName: 'Erika Mustermann', givenName: 'Erika', surname: 'Mustermann', countryName: 'DE' },
    options,
  );
}

async function selfSigned(
  subject: SubjectAttributes,
  options: TestCertificateOptions,
): Promise<TestCertificate> {
  checkOptions<TestCertificateOptions>(options, {
    clock: isClock,
    keyType: anything,
    subject: anything,
    validFrom: anything,
    validTo: anything,
  });
  const [{ pkijs, engine }, asn1js] = await Promise.all([loadPkijs(), import('./asn1js.js')]);
  const now = (options.clock ?? systemClock).now();
  const name = await subjectName({ ...subject, ...options.subject });
  const keyPair = await makeKeyPair(options.keyType ?? 'P-256');
  const certificate = new pkijs.Certificate({
    version: 2,
    serialNumber: new asn1js.Integer({ valueHex: randomSerialNumber().buffer }),
    issuer: name,
    subject: name,
    notBefore: new pkijs.Time({ value: new Date(options.validFrom ?? now - 61 * 60_000) }),
    notAfter: new pkijs.Time({ value: new Date(options.validTo ?? now + 365 * 86_400_000) }),
  });
  await certificate.subjectPublicKeyInfo.importKey(keyPair.publicKey, engine);
  await certificate.sign(keyPair.privateKey, 'SHA-256', engine);
  const der = new Uint8Array(certificate.toSchema(true).toBER());
  const pkcs8 = new Uint8Array(await crypto.subtle.exportKey('pkcs8', keyPair.privateKey));
  return {
    certificate: der,
    certificatePem: writePem('CERTIFICATE', der),
    privateKey: keyPair.privateKey,
    privateKeyPem: writePem('PRIVATE KEY', pkcs8),
    fingerprint: (await readCertificate(der)).fingerprint,
  };
}

/** Eight bytes, like KSeF's own; the first one keeps the number positive and at full length. */
function randomSerialNumber(): Uint8Array<ArrayBuffer> {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return bytes;
}

function checkedPesel(pesel: string): string {
  if (typeof pesel === 'string' && /^\d{11}$/.test(pesel)) return pesel;
  throw new InvalidInputError(`${quoted(pesel)} is not a PESEL. Give eleven digits.`, {
    code: 'INVALID_PESEL',
    input: 'pesel',
  });
}
