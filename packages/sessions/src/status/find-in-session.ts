import { type Api, type CallOptions, listSessionInvoices } from '@ksef/api';
import { growingWaits } from '@ksef/core/internal';
import { listedInvoices, type SessionInvoice } from './session-queries.js';

/** Options of {@link findInSession}. */
export interface FindInSessionOptions extends CallOptions {
  /**
   * The session's list may lag behind what the session has accepted. With `true`, the invoice counts as missing only
   * when three lists, each read after a pause, do not contain it. Default false: one list decides.
   */
  readonly mayLag?: boolean | undefined;
  readonly onWait?: ((waitMs: number) => void) | undefined;
}

/**
 * The invoice of a session that has this hash and does not belong to another known send, or undefined. Of several, the
 * one that KSeF accepted: the same bytes may have arrived twice when an answer was lost.
 */
export async function findInSession(
  api: Api,
  session: string,
  invoiceHash: string,
  isOthers: (reference: string) => boolean,
  { mayLag = false, onWait, ...options }: FindInSessionOptions,
): Promise<SessionInvoice | undefined> {
  const waits = growingWaits(200, 2_000);
  let found: SessionInvoice | undefined;
  for (let lists = mayLag ? 3 : 1; lists > 0 && found === undefined; lists--) {
    if (mayLag) {
      const waitMs = waits.next().value;
      onWait?.(waitMs);
      await api.clock.sleep(waitMs, options.signal);
    }
    const list = listedInvoices(api, listSessionInvoices, session, { ...options, pageSize: 1000 });
    for await (const one of list) {
      if (one.invoiceHash !== invoiceHash || isOthers(one.referenceNumber)) continue;
      if (one.status.code === 200) return one;
      found ??= one;
    }
  }
  return found;
}
