import type { Api, CallOptions } from '@ksef/api';
import { type SessionInvoice, sessionInvoices } from './session-queries.js';

/**
 * The invoice that a session has with this hash and that is not known to be another send's; undefined when it has
 * none. Of several the one that KSeF accepted: the same bytes may have arrived twice when an answer was lost.
 */
export async function findInSession(
  api: Api,
  session: string,
  invoiceHash: string,
  isOthers: (reference: string) => boolean,
  options: CallOptions,
): Promise<SessionInvoice | undefined> {
  let found: SessionInvoice | undefined;
  for await (const one of sessionInvoices(api, session, { ...options, pageSize: 1000 })) {
    if (one.invoiceHash !== invoiceHash || isOthers(one.referenceNumber)) continue;
    if (one.status.code === 200) return one;
    found ??= one;
  }
  return found;
}
