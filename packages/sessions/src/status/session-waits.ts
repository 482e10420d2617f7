import type { Api, CallOptions } from '@ksef/api';
import { KsefStatusError } from '@ksef/core';
import { checkOptions, waitUntil } from '@ksef/core/internal';
import { callChecks, callOf, waitTimeout } from '../options/index.js';
import {
  getSession,
  getSessionInvoice,
  isFinal,
  type SessionInvoice,
  type SessionState,
} from './session-queries.js';

/** Options of waiting. */
export interface WaitOptions extends CallOptions {
  /** Longest wait in total, in milliseconds. Default five minutes. */
  readonly waitTimeoutMs?: number | undefined;
}

/**
 * Waits until KSeF has processed an invoice, whatever the result.
 *
 * @throws KsefStatusError `WAIT_TIMEOUT`
 * @example
 * ```ts
 * import type { Api } from '@ksef/api';
 * import { waitForInvoice } from '@ksef/sessions';
 *
 * declare const api: Api;
 * declare const session: string; // reference number
 * declare const invoice: string; // its reference number, of the answer to sending
 *
 * const { status, ksefNumber } = await waitForInvoice(api, session, invoice, { waitTimeoutMs: 60_000 });
 * ```
 */
export function waitForInvoice(
  api: Api,
  sessionReference: string,
  invoiceReference: string,
  options: WaitOptions = {},
): Promise<SessionInvoice> {
  return untilFinal(api, options, () =>
    getSessionInvoice(api, sessionReference, invoiceReference, callOf(options)),
  );
}

/**
 * Waits until a closed session is processed, whatever the outcome.
 *
 * @throws KsefStatusError `WAIT_TIMEOUT`
 * @example
 * ```ts
 * import type { Api } from '@ksef/api';
 * import { sessionUpo, waitForSession } from '@ksef/sessions';
 *
 * declare const api: Api;
 * declare const session: string; // reference number
 *
 * await waitForSession(api, session);
 * for await (const { document } of sessionUpo(api, session))
 *   for (const { ksefNumber, invoiceHash } of document.invoices) console.log(ksefNumber, invoiceHash);
 * ```
 */
export function waitForSession(
  api: Api,
  referenceNumber: string,
  options: WaitOptions = {},
): Promise<SessionState> {
  return untilFinal(api, options, () => getSession(api, referenceNumber, callOf(options)));
}

async function untilFinal<T extends Pick<SessionState, 'status'>>(
  api: Api,
  options: WaitOptions,
  read: () => Promise<T>,
): Promise<T> {
  checkOptions<WaitOptions>(options, { ...callChecks, waitTimeoutMs: waitTimeout });
  const { waitTimeoutMs = 300_000, signal } = options;
  return waitUntil(read, ({ status }) => isFinal(status.code), {
    clock: api.clock,
    signal,
    firstWaitMs: 100,
    longestWaitMs: 5_000,
    timeoutMs: waitTimeoutMs,
    onTimeout: (last) => {
      const status = last?.status ?? { code: 100, description: '' };
      return new KsefStatusError(
        `KSeF has not finished in time: status ${status.code} ${status.description}.`,
        { code: 'WAIT_TIMEOUT', status },
      );
    },
  });
}
