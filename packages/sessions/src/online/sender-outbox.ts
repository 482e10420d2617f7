import type { InvoiceInput, InvoiceResult } from '../invoice/index.js';

/** What an outbox needs of a sender. */
export interface OutboxDelivery {
  send(
    invoice: InvoiceInput,
    options?: { readonly signal?: AbortSignal | undefined },
  ): Promise<InvoiceResult>;
}

/**
 * Issues invoices offline that cannot go online now, keeps them, and sends them later. The outbox of `@ksef/offline` is
 * one.
 */
export interface SenderOutbox<Issued> {
  /** Whether KSeF was away a moment ago, so that an invoice is not even tried online. */
  readonly isAway: boolean;
  /** The invoice with these bytes, when it was issued offline before: it is in the outbox's hands. */
  find(invoice: InvoiceInput): Promise<Issued | undefined>;
  /** Whether an invoice that could not be sent for this error is one for the outbox. */
  takes(error: Error): boolean;
  /** Stores the invoice, which is issued with that. */
  issue(invoice: InvoiceInput): Promise<Issued>;
  /** Sends what was issued through the sender, until it is stopped. */
  start(sender: OutboxDelivery): { stop(): Promise<void> };
}
