import type { OutboxDelivery } from '@ksef/sessions';

/** The part of an `InvoiceSender` that is used. */
export interface JobSender extends OutboxDelivery {
  close(options?: { readonly signal?: AbortSignal | undefined }): Promise<void>;
}

/** An invoice that was issued offline, e.g. an `IssuedInvoice` of `@ksef/offline`. */
export interface DeliveredInvoice {
  /** Your name for it, given when it was issued. */
  readonly name: string | undefined;
  /** SHA-256 of the file, Base64. */
  readonly invoiceHash: string;
  readonly delivery: 'waiting' | 'accepted' | 'refused' | 'notRequired';
  readonly ksefNumber?: string | undefined;
  /** Why KSeF rejected it. */
  readonly refusal?: { readonly code?: number | undefined; readonly reason: string } | undefined;
}

/** The part of an outbox that is used, e.g. of `@ksef/offline`. */
export interface JobOutbox {
  invoices(): Iterable<DeliveredInvoice>;
  send(
    sender: OutboxDelivery,
    options: { readonly signal?: AbortSignal | undefined },
  ): Promise<{ readonly waitingCount: number; readonly reason?: string | undefined }>;
  close(): Promise<void>;
}
