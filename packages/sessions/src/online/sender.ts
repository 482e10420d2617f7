import type { InvoiceInput, InvoiceResult } from '../invoice/index.js';

/** Sends invoices as they arrive, in one session that stays open. Created by `openSender`. */
export interface InvoiceSender<Issued = never> {
  /**
   * Sends one invoice. Resolves when KSeF has processed it. Results come as soon as they are known, independently of
   * other invoices.
   *
   * An invoice with the result `failed` may be sent again, here or after a restart: if its outcome is unknown, it is
   * looked up first.
   *
   * @param options.signal ends the wait for the result; the invoice is still sent, and the journal records it
   * @throws KsefError `SENDER_CLOSED`
   */
  send(
    invoice: InvoiceInput,
    options?: { readonly signal?: AbortSignal | undefined },
  ): Promise<InvoiceResult | Issued>;
  /**
   * Accepts no more invoices, waits for those in progress, and closes the session. A second call waits for the same, as
   * long as its own signal allows.
   *
   * @param options.signal on abort, work in progress is abandoned at once: a sender with the same journal and `runId`
   * resumes from there. `close` resolves anyway.
   */
  close(options?: { readonly signal?: AbortSignal | undefined }): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}
