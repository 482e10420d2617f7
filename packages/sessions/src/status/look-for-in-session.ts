import type { Api, CallOptions } from '@ksef/api';
import { growingWaits } from '@ksef/core';
import { findInSession } from './find-in-session.js';
import type { SessionInvoice } from './session-queries.js';

// A session's list may lag behind what the session has taken.
const lookUps = 3;

/** Options of {@link lookForInSession}. */
export interface LookForOptions extends CallOptions {
  readonly onWait?: ((waitMs: number) => void) | undefined;
}

/** As `findInSession`, but an invoice counts as not taken only when several lists do not have it. */
export async function lookForInSession(
  api: Api,
  session: string,
  invoiceHash: string,
  isOthers: (reference: string) => boolean,
  { onWait, ...options }: LookForOptions,
): Promise<SessionInvoice | undefined> {
  const waits = growingWaits(200, 2_000);
  for (let count = 0; count < lookUps; count++) {
    const waitMs = waits.next().value;
    onWait?.(waitMs);
    await api.clock.sleep(waitMs, options.signal);
    const found = await findInSession(api, session, invoiceHash, isOthers, options);
    if (found !== undefined) return found;
  }
  return undefined;
}
