import type { InvoiceInput, InvoiceResult } from '../invoice/index.js';

/** What an outbox needs from a sender. */
export interface OutboxDelivery {
  send(
    invoice: InvoiceInput,
    options?: { readonly signal?: AbortSignal | undefined },
  ): Promise<InvoiceResult>;
}

/**
 * Issues invoices offline when they cannot be sent online now, stores them, and sends them later. The outbox of
 * `@ksef/offline` is an implementation.
 */
export interface SenderOutbox<Issued> {
  /** Whether KSeF was unavailable a moment ago, so that an invoice is not even tried online. */
  readonly isAway: boolean;
  /** The invoice with these bytes if it was already issued offline: then the outbox is responsible for it. */
  find(invoice: InvoiceInput): Promise<Issued | undefined>;
  /** Whether the outbox should take an invoice that failed with this error. */
  takes(error: Error): boolean;
  /** Stores the invoice, which thereby counts as issued. */
  issue(invoice: InvoiceInput): Promise<Issued>;
  /** Sends the issued invoices through the sender, until it is stopped. */
  start(sender: OutboxDelivery): { stop(): Promise<void> };
}
