import { type Clock, InvalidInputError, SignatureError, systemClock } from '@ksef/core';
import { checkOptions, invalidOption, objectWith, oneOf } from '@ksef/core/internal';
import type { OfflineSigner } from '../certificate-link.js';
import type { CertificateSigner } from './certificate-signer.js';
import { toDer, toP1363 } from './ecdsa-signature.js';
import { type CodeCertificate, isOffline, readCertificate } from './read-certificate.js';
import { isSignatureOf } from './signature-check.js';

/** Options of {@link offlineSigner}. */
export interface OfflineSignerOptions {
  /** Format of ECDSA signatures: r and s side by side, as KSeF recommends, or the longer DER. Default `p1363`. */
  readonly ecdsaFormat?: 'p1363' | 'der' | undefined;
  readonly clock?: Pick<Clock, 'now'> | undefined;
}

/**
 * Turns any signer into one for KOD II, after checking that KSeF accepts its certificate, key and algorithm.
 *
 * Every signature is verified with the certificate before it is returned: a wrong code on a printed invoice cannot be
 * corrected.
 *
 * @throws InvalidInputError `INVALID_CERTIFICATE`, `WRONG_CERTIFICATE_TYPE`, `UNSUPPORTED_KEY`, `UNSUPPORTED_ALGORITHM`;
 * `CERTIFICATE_EXPIRED`, `CERTIFICATE_NOT_YET_VALID`, also when signing
 * @throws SignatureError `SIGNATURE_MISMATCH` when signing
 * @example
 * ```ts
 * import { type CertificateSigner, offlineSigner } from '@ksef/qr/certificate';
 *
 * declare const key: CertificateSigner; // any Signer of @ksef/signing: PEM, PKCS#12, KMS, HSM
 * const signer = offlineSigner(key);
 * ```
 */
export function offlineSigner(signer: CertificateSigner, options: OfflineSignerOptions = {}): OfflineSigner {
  checkOptions<OfflineSignerOptions>(options, {
    clock: objectWith('now'),
    ecdsaFormat: oneOf('p1363', 'der'),
  });
  const { ecdsaFormat = 'p1363', clock = systemClock } = options;
  if (!Array.isArray(signer?.certificateChain) || typeof signer.sign !== 'function')
    throw invalidOption('signer', 'a signer with certificateChain, algorithm and sign()');
  const certificate = readCertificate(signer.certificateChain[0] ?? new Uint8Array());
  const { keyType, serialNumber } = certificate;
  checkType(certificate);
  checkAlgorithm(keyType, signer.algorithm);
  checkDates(certificate, clock.now());
  return {
    certificateSerialNumber: serialNumber,
    async sign(bytes, call) {
      checkDates(certificate, clock.now());
      const signature = await signer.sign(bytes, call);
      const plain = keyType === 'EC' ? toP1363(signature) : signature;
      if (plain === undefined || !(await isSignatureOf(certificate, plain, bytes))) throw mismatch();
      return keyType === 'EC' && ecdsaFormat === 'der' ? toDer(plain) : plain;
    },
  };
}

function checkType(certificate: CodeCertificate): void {
  if (!/^[\dA-F]{16}$/.test(certificate.serialNumber)) {
    throw refused(
      'WRONG_CERTIFICATE_TYPE',
      `The serial number ${certificate.serialNumber} is longer than KSeF's own: codes are signed with a KSeF certificate only.`,
    );
  }
  if (isOffline(certificate) === false) {
    throw refused(
      'WRONG_CERTIFICATE_TYPE',
      'The certificate is for logging in (Authentication): codes are signed with one of type Offline.',
    );
  }
}

function checkAlgorithm(
  keyType: CodeCertificate['keyType'],
  { name, hash, saltLength = 32 }: CertificateSigner['algorithm'],
): void {
  const needed = keyType === 'EC' ? 'ECDSA' : 'RSA-PSS';
  if (name === needed && hash === 'SHA-256' && saltLength === 32) return;
  throw new InvalidInputError(
    `The signer signs by ${name} with ${hash}; with this certificate's key, codes are signed by ${needed} with SHA-256` +
      (keyType === 'EC' ? '.' : ' and a salt of 32 bytes: make the signer with the RSA padding pss.'),
    { code: 'UNSUPPORTED_ALGORITHM', input: 'signer' },
  );
}

function checkDates({ validFrom, validTo, serialNumber }: CodeCertificate, now: number): void {
  if (now >= validTo.getTime())
    throw refused(
      'CERTIFICATE_EXPIRED',
      `The certificate ${serialNumber} ended on ${validTo.toISOString()}: have a new one issued.`,
    );
  if (now < validFrom.getTime())
    throw refused(
      'CERTIFICATE_NOT_YET_VALID',
      `The certificate ${serialNumber} begins on ${validFrom.toISOString()}: use another until then.`,
    );
}

function refused(code: string, message: string): InvalidInputError {
  return new InvalidInputError(message, { code, input: 'certificate' });
}

function mismatch(): SignatureError {
  return new SignatureError(
    'The signature does not fit the certificate: another key made it, the bytes were hashed twice, or an RSA signature is not PSS with a salt of 32 bytes.',
    { code: 'SIGNATURE_MISMATCH' },
  );
}
