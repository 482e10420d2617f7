import { type Api, type CallOptions, getCertificateEnrollmentStatus } from '@ksef/api';
import { checkWaitOptions } from '@ksef/api/internal';
import { type KsefStatus, KsefStatusError } from '@ksef/core';
import { waitUntil } from '@ksef/core/internal';

/** Options of {@link waitForCertificate}. */
export interface WaitOptions extends CallOptions {
  /** Longest wait, in milliseconds. Default five minutes. */
  readonly waitTimeoutMs?: number | undefined;
}

// Source: status codes of GET /certificates/enrollments/{referenceNumber}.
const meanings: Readonly<Record<number, string>> = {
  400: 'KSeF rejected the request: its key is certified for someone else, or the limit of certificates is reached',
  500: 'KSeF reported an unknown error. Try again later',
  550: 'KSeF cancelled it. Try again',
};

/**
 * Waits, with growing pauses, until a certificate is issued, and returns its serial number (16 hexadecimal digits).
 *
 * @throws KsefStatusError `ENROLLMENT_FAILED`, `WAIT_TIMEOUT`
 * @throws KsefApiError when KSeF rejects it (25005 for an unknown reference number)
 * @example
 * ```ts
 * import type { Api } from '@ksef/api';
 * import { retrieveCertificates, waitForCertificate } from '@ksef/certificates';
 *
 * declare const api: Api;
 * declare const referenceNumber: string; // of enroll
 *
 * const serialNumber = await waitForCertificate(api, referenceNumber);
 * const [issued] = await retrieveCertificates(api, [serialNumber]);
 * ```
 */
export async function waitForCertificate(
  api: Api,
  referenceNumber: string,
  options: WaitOptions = {},
): Promise<string> {
  checkWaitOptions(options);
  const { waitTimeoutMs = 5 * 60_000, ...call } = options;
  let serialNumber = '';
  await waitUntil(
    () => getCertificateEnrollmentStatus(api, { referenceNumber }, call),
    ({ status, certificateSerialNumber }) => {
      if (status.code >= 300) throw failed(status, referenceNumber);
      serialNumber = certificateSerialNumber ?? '';
      return status.code === 200 && serialNumber !== '';
    },
    {
      clock: api.clock,
      firstWaitMs: 1_000,
      longestWaitMs: 10_000,
      timeoutMs: waitTimeoutMs,
      signal: call.signal,
      onTimeout: (last) =>
        new KsefStatusError(`KSeF did not issue the certificate within ${waitTimeoutMs} ms.`, {
          code: 'WAIT_TIMEOUT',
          status: last?.status ?? { code: 100, description: '' },
          referenceNumber,
        }),
    },
  );
  return serialNumber;
}

function failed(status: KsefStatus, referenceNumber: string): KsefStatusError {
  const meaning = meanings[status.code] ?? `status ${status.code}, ${status.description}`;
  const details = status.details?.length ? ` KSeF says: ${status.details.join('; ')}` : '';
  return new KsefStatusError(`No certificate was issued (${status.code}): ${meaning}.${details}`, {
    code: 'ENROLLMENT_FAILED',
    status,
    referenceNumber,
  });
}
