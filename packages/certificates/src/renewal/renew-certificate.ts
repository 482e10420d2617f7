import type { Api } from '@ksef/api';
import { checkCallOptions, waitTimeout } from '@ksef/api/internal';
import { checkOptions, numberFrom, objectWith, oneOf, required, someText, text } from '@ksef/core/internal';
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

/** Allows one holder at a time: `redisLock`, `postgresLock`, or `inProcessLock` of `@ksef/token-provider`. */
export interface RenewalLock {
  withLock<T>(
    key: string,
    fn: (signal: AbortSignal) => Promise<T>,
    options?: { readonly signal?: AbortSignal | undefined },
  ): Promise<T>;
}

/** Options of {@link renewCertificate}. */
export interface RenewOptions extends IssueOptions {
  /**
   * Shared by all processes that may renew the certificate: one of them does, and the others wait and return the new
   * certificate. Not used while no renewal is due.
   */
  readonly lock?: RenewalLock | undefined;
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
 * folder. After a crash the same call resumes. Only one process at a time may renew, which a `lock` ensures; others may
 * read.
 *
 * Needs a login with a certificate. The certificate itself works, while it is valid.
 *
 * @throws InvalidInputError `INVALID_OPTION`, `CERTIFICATE_MISSING`, and what {@link issueCertificate} throws
 * @throws KsefApiError `CERTIFICATE_LOGIN_NEEDED`, or when KSeF rejects it (25006 and 25007: a limit is reached)
 * @throws KsefStatusError `ENROLLMENT_FAILED` (the next call starts over), `WAIT_TIMEOUT` (call again to resume)
 * @throws UnknownOutcomeError when a response was lost and no certificate appeared: call again
 * @throws KsefError `ENROLLMENT_IN_USE` when another process renews it too, without a `lock`; what the `lock` throws
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
  options: RenewOptions = {},
): Promise<RenewedCertificate> {
  checkCallOptions<Pick<RenewOptions, 'waitTimeoutMs' | 'lock'>>(options, {
    waitTimeoutMs: waitTimeout,
    lock: objectWith('withLock'),
  });
  checkOptions<RenewRequest>(request, {
    stateFile: required(someText),
    passphrase: text,
    keyType: oneOf('P-256', 'RSA-2048'),
    renewBeforeMs: numberFrom(0),
  });
  const { lock, ...call } = options;
  const { signal } = call;
  const current = await readFinished(request.stateFile);
  if (lock === undefined || (await stepOf(api, request, current)) !== 'renew')
    return renew(api, request, call);
  const alone = async (lost: AbortSignal) => {
    const { serialNumber } = await readFinished(request.stateFile);
    // Another process has renewed it during the wait.
    if (serialNumber !== current.serialNumber) return readRenewed(api, request, false);
    return renew(api, request, {
      ...call,
      signal: signal === undefined ? lost : AbortSignal.any([signal, lost]),
    });
  };
  return lock.withLock(`certificates/${current.serialNumber}/renew`, alone, { signal });
}

async function renew(api: Api, request: RenewRequest, options: IssueOptions): Promise<RenewedCertificate> {
  const { keyType, passphrase, stateFile } = request;
  const { rm } = await import('node:fs/promises');
  const files = await import('../enrollment/enrollment-file.js');
  const current = await readFinished(stateFile);
  const { name, type, serialNumber: previousSerialNumber } = current;
  const nextFile = nextTo(stateFile);
  const step = await stepOf(api, request, current);
  const isRenewed = step === 'renew';
  if (isRenewed) {
    await issueCertificate(api, { name, type, keyType, passphrase, stateFile: nextFile }, options);
    await files.writeState(stateFile, { ...(await readFinished(nextFile)), previousSerialNumber });
  }
  if (step !== 'none') await rm(nextFile, { force: true });
  return readRenewed(api, request, isRenewed);
}

async function readRenewed(
  api: Api,
  { stateFile, passphrase }: RenewRequest,
  isRenewed: boolean,
): Promise<RenewedCertificate> {
  const issued = await readStoredCertificate({ stateFile, passphrase }, { clock: api.clock });
  const { previousSerialNumber } = await readFinished(stateFile);
  return { ...issued, isRenewed, previousSerialNumber };
}

/** What is to be done: issue the next certificate, or remove the state of its enrolment, which a crash left behind. */
async function stepOf(
  api: Api,
  { stateFile, renewBeforeMs = monthMs }: RenewRequest,
  current: EnrollmentState,
): Promise<'renew' | 'clean up' | 'none'> {
  const { readState } = await import('../enrollment/enrollment-file.js');
  const next = await readState(nextTo(stateFile));
  if (next !== undefined) return next.serialNumber === current.serialNumber ? 'clean up' : 'renew';
  return (await endOf(stateFile, current)) - api.clock.now() <= renewBeforeMs ? 'renew' : 'none';
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
