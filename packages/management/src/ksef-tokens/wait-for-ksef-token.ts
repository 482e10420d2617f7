import { type Api, getKsefToken, type Schemas } from '@ksef/api';
import { KsefError, referenceNumber as toReference } from '@ksef/core';
import { waitUntil } from '@ksef/core/internal';
import { checkWaitOptions, polling, type WaitOptions } from '../call/index.js';

/** A KSeF token without its secret. */
export type KsefToken = Schemas['QueryTokensResponseItem'];

/**
 * Waits, with growing pauses, until a KSeF token can log in.
 *
 * @throws InvalidInputError `INVALID_OPTION`, `INVALID_REFERENCE_NUMBER`
 * @throws KsefError `KSEF_TOKEN_FAILED` if it was not activated or has been revoked; `WAIT_TIMEOUT`: call again to keep waiting
 * @throws KsefApiError when KSeF rejects it
 * @example
 * ```ts
 * import type { Api } from '@ksef/api';
 * import { waitForKsefToken } from '@ksef/management';
 *
 * declare const api: Api;
 * declare const referenceNumber: string; // of createKsefToken
 *
 * await waitForKsefToken(api, referenceNumber, { waitTimeoutMs: 10 * 60_000 });
 * ```
 */
export async function waitForKsefToken(
  api: Api,
  referenceNumber: string,
  options: WaitOptions = {},
): Promise<KsefToken> {
  return waitForStatus(api, referenceNumber, options, 'Active', ['Pending']);
}

/** Waits until a token has this status, as long as it has one of the others. */
export async function waitForStatus(
  api: Api,
  given: string,
  options: WaitOptions,
  wanted: KsefToken['status'],
  before: readonly KsefToken['status'][],
): Promise<KsefToken> {
  checkWaitOptions(options);
  const referenceNumber = toReference(given);
  const { waitTimeoutMs = polling.defaultTimeoutMs, ...call } = options;
  const isDone = ({ status, statusDetails }: KsefToken) => {
    if (status === wanted) return true;
    if (before.includes(status)) return false;
    const details = statusDetails?.length ? ` KSeF says: ${statusDetails.join('; ')}` : '';
    throw new KsefError(
      `KSeF token ${referenceNumber} is ${status} instead of ${wanted}.${details} Create another if you need one.`,
      { code: 'KSEF_TOKEN_FAILED' },
    );
  };
  return waitUntil(() => getKsefToken(api, { referenceNumber }, call), isDone, {
    ...polling,
    clock: api.clock,
    timeoutMs: waitTimeoutMs,
    signal: call.signal,
    onTimeout: (last) =>
      new KsefError(
        `KSeF token ${referenceNumber} is still ${last?.status ?? 'unknown'} after ${waitTimeoutMs} ms. Wait longer, or ask again later.`,
        { code: 'WAIT_TIMEOUT' },
      ),
  });
}
