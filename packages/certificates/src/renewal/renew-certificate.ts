import type { Api } from '@ksef/api';
import { checkWaitOptions } from '@ksef/api/internal';
import { checkOptions, numberFrom, oneOf, required, someText, text } from '@ksef/core/internal';
import { readCertificate } from '@ksef/signing';
import type { IssuedCertificate } from '../enrollment/assemble-certificate.js';
import type { EnrollmentState } from '../enrollment/enrollment-file.js';
import { type IssueOptions, type IssueRequest, issueCertificate } from '../enrollment/issue-certificate.js';
import { readFinished, readStoredCertificate, type StoredCertificate } from './stored-certificate.js';

/** The certificate to renew. */
export interface RenewRequest extends StoredCertificate, Pick<IssueRequest, 'keyType'> {
  /** How long before its expiry it is renewed, in milliseconds. Default 30 days. */
  readonly renewBeforeMs?: number | undefined;
}

/** The current certificate. */
export interface RenewedCertificate extends IssuedCertificate {
  /** False if the existing certificate stays in use. */
  readonly isRenewed: boolean;
  /** Serial number of the previous one, which stays valid until it expires or is revoked. */
  readonly previousSerialNumber: string | undefined;
}

const monthMs = 30 * 86_400_000;

/**
 * Renews a certificate of {@link issueCertificate} if it expires within a month. Otherwise it returns it without a
 * request, so call it every day. The new one has the same name and type, and a new key. It replaces the old one at
 * once, for {@link certificateSigner} and {@link readStoredCertificate}; the old key and certificate stay in the
 * folder. After a crash the same call resumes. Only one process at a time may renew; others may read.
 *
 * Needs a login with a certificate. The certificate itself works, while it is valid.
 *
 * @throws InvalidInputError `INVALID_OPTION`, `CERTIFICATE_MISSING`, and what {@link issueCertificate} throws
 * @throws KsefApiError `CERTIFICATE_LOGIN_NEEDED`, or when KSeF rejects it (25006 and 25007: a limit is reached)
 * @throws KsefStatusError `ENROLLMENT_FAILED` (the next call starts over), `WAIT_TIMEOUT` (call again to resume)
 * @throws UnknownOutcomeError when a response was lost and no certificate appeared: call again
 * @throws KsefError `ENROLLMENT_IN_USE`
 * @example
 * ```ts
 * import { certificateSigner, renewCertificate } from '@ksef/certificates';
 * import { createKsef } from '@ksef/client';
 * import { nip } from '@ksef/core';
 *
 * const stored = { stateFile: './certificates/warehouse.json', passphrase: process.env.KEY_PASSPHRASE };
 * const ksef = createKsef({
 *   environment: 'prd',
 *   credentials: { signer: certificateSigner(stored) },
 *   context: nip('5265877635'),
 * });
 * const { isRenewed, validTo } = await renewCertificate(ksef.api, stored); // every day
 * ```
 */
export async function renewCertificate(
  api: Api,
  request: RenewRequest,
  options: IssueOptions = {},
): Promise<RenewedCertificate> {
  checkWaitOptions(options);
  checkOptions<RenewRequest>(request, {
    stateFile: required(someText),
    passphrase: text,
    keyType: oneOf('P-256', 'RSA-2048'),
    renewBeforeMs: numberFrom(0),
  });
  const { keyType, passphrase, renewBeforeMs = monthMs, stateFile } = request;
  const { rm } = await import('node:fs/promises');
  const files = await import('../enrollment/enrollment-file.js');
  const current = await readFinished(stateFile);
  const nextFile = nextTo(stateFile);
  const begun = await files.readState(nextFile);
  if (begun?.serialNumber !== undefined && begun.serialNumber === current.serialNumber) {
    // After a crash between the last two steps.
    await rm(nextFile, { force: true });
  } else if (begun !== undefined || (await endOf(stateFile, current)) - api.clock.now() <= renewBeforeMs) {
    const { name, type } = current;
    await issueCertificate(api, { name, type, keyType, passphrase, stateFile: nextFile }, options);
    const { serialNumber: previousSerialNumber } = current;
    await files.writeState(stateFile, { ...(await readFinished(nextFile)), previousSerialNumber });
    await rm(nextFile, { force: true });
    return { ...(await read()), isRenewed: true, previousSerialNumber };
  }
  return { ...(await read()), isRenewed: false, previousSerialNumber: current.previousSerialNumber };

  function read(): Promise<IssuedCertificate> {
    return readStoredCertificate({ stateFile, passphrase }, { clock: api.clock });
  }
}

/** The state of the next certificate's enrolment, in the folder of the current one. */
function nextTo(stateFile: string): string {
  return `${stateFile.replace(/\.json$/, '')}.next.json`;
}

/** When a certificate expires, in milliseconds since 1970; possibly in the past. */
async function endOf(stateFile: string, { certificateFile = '' }: EnrollmentState): Promise<number> {
  const { readFile } = await import('node:fs/promises');
  const { X509Certificate } = await import('node:crypto');
  const { beside } = await import('../enrollment/enrollment-file.js');
  const { raw } = new X509Certificate(await readFile(beside(stateFile, certificateFile)));
  return Date.parse((await readCertificate(new Uint8Array(raw))).validTo);
}
