import { type Clock, InvalidInputError, systemClock } from '@ksef/core';
import { checkOptions, isClock, required, someText, text } from '@ksef/core/internal';
import { type AuthRequestSigner, xadesSigner } from '@ksef/signing';
import { assembleCertificate, type IssuedCertificate } from '../enrollment/assemble-certificate.js';
import type { EnrollmentState } from '../enrollment/enrollment-file.js';

/** Where {@link issueCertificate} stored a certificate. */
export interface StoredCertificate {
  /** Its `stateFile`. */
  readonly stateFile: string;
  /** Passphrase of the private key. A secret. */
  readonly passphrase?: string | undefined;
}

/** Options of reading a stored certificate. */
export interface StoredCertificateOptions {
  /** The clock for checking its validity. Default: the system clock. */
  readonly clock?: Clock | undefined;
}

/**
 * The certificate that {@link issueCertificate} or {@link renewCertificate} stored on disk. Sends no request.
 *
 * @throws InvalidInputError `INVALID_OPTION`, `CERTIFICATE_MISSING`, `CERTIFICATE_EXPIRED`, `INVALID_STATE_FILE`,
 * `KEY_FILE_MISSING`, `PASSPHRASE_REQUIRED`, `WRONG_PASSPHRASE`
 * @example
 * ```ts
 * import { readStoredCertificate } from '@ksef/certificates';
 * import { offlineSigner } from '@ksef/qr/certificate';
 *
 * const { signer } = await readStoredCertificate({
 *   stateFile: './certificates/offline.json',
 *   passphrase: process.env.KEY_PASSPHRASE,
 * });
 * const codes = offlineSigner(signer);
 * ```
 */
export async function readStoredCertificate(
  stored: StoredCertificate,
  options: StoredCertificateOptions = {},
): Promise<IssuedCertificate> {
  checkStored(stored, options);
  const { beside } = await import('../enrollment/enrollment-file.js');
  const { readKey } = await import('../enrollment/key-file.js');
  const state = await readFinished(stored.stateFile);
  const key = await readKey(beside(stored.stateFile, state.keyFile), stored.passphrase);
  return assembleCertificate(stored, state, key, options.clock ?? systemClock);
}

/**
 * The `signer` of a client that logs in with a stored certificate. Every login reads the files again. A certificate
 * from {@link renewCertificate} is therefore used from the next login on, in every process that shares the files,
 * without a restart.
 *
 * The returned function throws the errors of {@link readStoredCertificate}.
 *
 * @throws InvalidInputError `INVALID_OPTION`
 * @example
 * ```ts
 * import { certificateSigner } from '@ksef/certificates';
 * import { createKsef } from '@ksef/client';
 *
 * const ksef = createKsef({
 *   environment: 'prd',
 *   credentials: {
 *     signer: certificateSigner({
 *       stateFile: './certificates/warehouse.json',
 *       passphrase: process.env.KEY_PASSPHRASE,
 *     }),
 *   },
 * });
 * ```
 */
export function certificateSigner(
  stored: StoredCertificate,
  options: StoredCertificateOptions = {},
): () => Promise<AuthRequestSigner> {
  checkStored(stored, options);
  return async () => {
    const { signer } = await readStoredCertificate(stored, options);
    return xadesSigner(signer, { clock: options.clock });
  };
}

/** The state of a finished enrolment. @throws InvalidInputError `CERTIFICATE_MISSING`, `INVALID_STATE_FILE` */
export async function readFinished(stateFile: string): Promise<EnrollmentState> {
  const { readState } = await import('../enrollment/enrollment-file.js');
  const state = await readState(stateFile);
  if (state?.certificateFile !== undefined) return state;
  throw new InvalidInputError(
    `${stateFile} has no certificate yet. Call issueCertificate with it first, or correct the path.`,
    { code: 'CERTIFICATE_MISSING', input: 'stateFile' },
  );
}

function checkStored(stored: StoredCertificate, options: StoredCertificateOptions): void {
  checkOptions<StoredCertificate>(stored, { stateFile: required(someText), passphrase: text });
  checkOptions<StoredCertificateOptions>(options, { clock: isClock });
}
