import type { Api, CallOptions } from '@ksef/api';
import { growingWaits, KsefStatusError } from '@ksef/core';
import {
  getSession,
  getSessionInvoice,
  isFinal,
  type SessionInvoice,
  type SessionState,
} from './session-queries.js';

/** Options of waiting. */
export interface WaitOptions extends CallOptions {
  /** Longest wait altogether, in milliseconds. Default five minutes. */
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
  return poll(api, options, () => getSessionInvoice(api, sessionReference, invoiceReference, options));
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
  return poll(api, options, () => getSession(api, referenceNumber, options));
}

async function poll<T extends { readonly status: { code: number; description: string } }>(
  api: Api,
  options: WaitOptions,
  read: () => Promise<T>,
): Promise<T> {
  const deadline = api.clock.now() + (options.waitTimeoutMs ?? 300_000);
  const waits = growingWaits(100, 5_000);
  for (;;) {
    const state = await read();
    if (isFinal(state.status.code)) return state;
    const waitMs = waits.next().value;
    if (api.clock.now() + waitMs > deadline) {
      throw new KsefStatusError(
        `KSeF has not finished in time: status ${state.status.code} ${state.status.description}.`,
        {
          code: 'WAIT_TIMEOUT',
          status: state.status,
        },
      );
    }
    await api.clock.sleep(waitMs, options.signal);
  }
}
