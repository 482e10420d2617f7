import type { Api, CallOptions } from '@ksef/api';
import { checkWaitOptions } from '@ksef/api/internal';
import { encodeBase64, IntegrityError, InvalidInputError, KsefStatusError } from '@ksef/core';
import { anything, checkOptions, oneOf, quoted, required, someText, text } from '@ksef/core/internal';
import { createCertificateRequest, privateKeyPem, writePem } from '@ksef/signing';
import type { EnrollmentRequest } from '../certificate-types.js';
import { retrieveCertificates } from '../issued/retrieve-certificates.js';
import { assembleCertificate, type IssuedCertificate } from './assemble-certificate.js';
import { checkEnrollment } from './check-enrollment.js';
import { enrollmentData } from './enroll.js';
import type { EnrollmentState } from './enrollment-file.js';
import type { StoredKey } from './key-file.js';
import { sendEnrollment } from './send-enrollment.js';
import { waitForCertificate } from './wait-for-certificate.js';

/** The requested certificate, and where its key is stored. */
export interface IssueRequest extends EnrollmentRequest {
  /**
   * Path of a JSON file that records the progress of the enrolment. Key and certificate are written to the same folder.
   * With the same file the call resumes, or returns the existing certificate. One process at a time.
   */
  readonly stateFile: string;
  /** Encrypts the private key (PKCS#8, AES-256). A secret. Default: the key is stored unencrypted, mode 0600. */
  readonly passphrase?: string | undefined;
  /** Default `P-256`, which KSeF recommends. */
  readonly keyType?: 'P-256' | 'RSA-2048' | undefined;
}

/** Options of {@link issueCertificate}. */
export interface IssueOptions extends CallOptions {
  /** Longest wait for KSeF to issue it, in milliseconds. Default five minutes. */
  readonly waitTimeoutMs?: number | undefined;
}

/**
 * Gets a KSeF certificate: key, request, enrolment, wait, certificate. Needs a login with a certificate.
 *
 * The key is on the disk before the request is sent, so no crash leaves a certificate without its key. After a crash
 * the same call resumes where it stopped. After a lost response it looks for the certificate before it retries.
 *
 * @throws InvalidInputError `INVALID_CERTIFICATE_NAME`, `INVALID_CERTIFICATE_TYPE`, `INVALID_STATE_FILE`,
 * `INVALID_FOLDER`,
 * `STATE_MISMATCH`, `KEY_FILE_MISSING`, `PASSPHRASE_REQUIRED`, `WRONG_PASSPHRASE`
 * @throws KsefApiError `CERTIFICATE_LOGIN_NEEDED`, or when KSeF rejects it (25006 and 25007: a limit is reached)
 * @throws KsefStatusError `ENROLLMENT_FAILED` (the next call starts over), `WAIT_TIMEOUT` (call again to resume)
 * @throws UnknownOutcomeError when a response was lost and no certificate appeared: call again
 * @throws IntegrityError `CERTIFICATE_MISMATCH` when KSeF returns a certificate for another key
 * @throws KsefError `ENROLLMENT_IN_USE`
 * @example
 * ```ts
 * import type { Api } from '@ksef/api';
 * import { issueCertificate } from '@ksef/certificates';
 * import { xadesSigner } from '@ksef/signing';
 *
 * async function renew(api: Api) {
 *   const { signer } = await issueCertificate(api, {
 *     name: 'Warehouse 2027',
 *     type: 'Authentication',
 *     stateFile: './certificates/warehouse.json',
 *     passphrase: process.env.KEY_PASSPHRASE,
 *   });
 *   return xadesSigner(signer);
 * }
 * ```
 */
export async function issueCertificate(
  api: Api,
  request: IssueRequest,
  options: IssueOptions = {},
): Promise<IssuedCertificate> {
  checkWaitOptions(options);
  checkOptions<IssueRequest>(request, {
    name: anything,
    type: anything,
    stateFile: required(someText),
    passphrase: text,
    keyType: oneOf('P-256', 'RSA-2048'),
  });
  const { waitTimeoutMs, ...call } = options;
  checkEnrollment(request);
  const files = await import('./enrollment-file.js');
  const { readKey } = await import('./key-file.js');
  const known = await files.readState(request.stateFile);
  if (known !== undefined) checkSame(known, request);
  let state =
    known === undefined || known.failed !== undefined ? await begin(api, request, known, call) : known;
  const save = async (change: Partial<EnrollmentState>) => {
    state = { ...state, ...change };
    await files.writeState(request.stateFile, state);
  };
  const key = await readKey(files.beside(request.stateFile, state.keyFile), request.passphrase);
  if (state.certificateFile === undefined) {
    const serialNumber = await settle();
    const certificatePem = writePem('CERTIFICATE', await fetchCertificate(api, serialNumber, key, call));
    const certificateFile = state.keyFile.replace(/key\.pem$/, `${serialNumber}.pem`);
    await files.replaceFile(files.beside(request.stateFile, certificateFile), certificatePem);
    await save({ certificateFile });
  }
  return assembleCertificate(request, state, key, api.clock);

  /** The serial number, from the state, from KSeF's certificates, or after the wait. */
  async function settle(): Promise<string> {
    if (state.serialNumber !== undefined) return state.serialNumber;
    const sent =
      state.referenceNumber === undefined
        ? await sendEnrollment(api, state, key, save, call)
        : { referenceNumber: state.referenceNumber };
    const serialNumber = 'serialNumber' in sent ? sent.serialNumber : await wait(sent.referenceNumber);
    await save({ serialNumber });
    return serialNumber;
  }

  async function wait(referenceNumber: string): Promise<string> {
    try {
      return await waitForCertificate(api, referenceNumber, { ...call, waitTimeoutMs });
    } catch (error) {
      if (error instanceof KsefStatusError && error.code === 'ENROLLMENT_FAILED')
        await save({ failed: error.status.code });
      throw error;
    }
  }
}

/** A new key and request. The key is written first: until then nothing can have been sent. */
async function begin(
  api: Api,
  { keyType, name, passphrase, stateFile, type }: IssueRequest,
  earlier: EnrollmentState | undefined,
  call: CallOptions,
): Promise<EnrollmentState> {
  const files = await import('./enrollment-file.js');
  const { csr, keyPair } = await createCertificateRequest(await enrollmentData(api, call), { keyType });
  const pem = await privateKeyPem(keyPair.privateKey, { passphrase });
  await files.makeStateFolder(stateFile);
  const keyFile = await files.writeUniqueFile(`${stateFile.replace(/\.json$/, '')}.`, '.key.pem', pem);
  const state: EnrollmentState = { version: 1, name, type, keyFile, csr: encodeBase64(csr) };
  // The new enrolment replaces the failed one. The key file of the failed one stays.
  if (earlier === undefined) await files.createState(stateFile, state);
  else await files.writeState(stateFile, state);
  return state;
}

async function fetchCertificate(
  api: Api,
  serialNumber: string,
  key: StoredKey,
  call: CallOptions,
): Promise<Uint8Array> {
  const [found] = await retrieveCertificates(api, [serialNumber], call);
  if (found !== undefined && key.fits(found.certificate)) return found.certificate;
  throw new IntegrityError(
    found === undefined
      ? `KSeF did not return the certificate ${serialNumber} that it issued. Try again later.`
      : `KSeF returned a certificate for another key under the serial number ${serialNumber}. Do not use it; report it.`,
    { code: 'CERTIFICATE_MISMATCH' },
  );
}

function checkSame(state: EnrollmentState, { name, stateFile, type }: IssueRequest): void {
  if (state.name === name && state.type === type) return;
  throw new InvalidInputError(
    `${stateFile} belongs to ${quoted(state.name)} of type ${state.type}. Use another state file.`,
    { code: 'STATE_MISMATCH', input: 'stateFile' },
  );
}
