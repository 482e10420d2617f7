import type { InvoiceInput, InvoiceResult } from '../invoice/index.js';

/** Sends invoices as they come, in one session that stays open. Made by `openSender`. */
export interface InvoiceSender<Issued = never> {
  /**
   * Sends one invoice; resolves when KSeF has processed it. Results come when they are there, whatever else is under way.
   *
   * One that `failed` may be given again, here or after a restart: what is in doubt is looked up before it leaves again.
   *
   * @param options.signal ends the wait for the result; the invoice is still sent, and the journal knows it
   * @throws KsefError `SENDER_CLOSED`
   */
  send(
    invoice: InvoiceInput,
    options?: { readonly signal?: AbortSignal | undefined },
  ): Promise<InvoiceResult | Issued>;
  /**
   * Accepts no more invoices, waits for those under way, and closes the session. A second call waits for the same, as long as its own signal allows.
   *
   * @param options.signal when it aborts, what is under way is given up at once: a sender with the same journal and
   * `runId` resumes from there. `close` resolves all the same.
   */
  close(options?: { readonly signal?: AbortSignal | undefined }): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}
