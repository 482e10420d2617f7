import type { KsefStatus } from '@ksef/core';

/** An invoice as the outbox passes it to the sender. */
export interface OutboxInput {
  readonly name?: string | undefined;
  readonly content: Uint8Array;
  readonly offlineMode: true;
  readonly hashOfCorrectedInvoice?: string | undefined;
}

/** The part of a result that the outbox reads. */
export interface OutboxResult {
  readonly status: 'accepted' | 'duplicate' | 'rejected' | 'failed';
  readonly ksefNumber?: string | undefined;
  readonly ksefStatus?: KsefStatus | undefined;
  readonly sameContent?: boolean | undefined;
  readonly error?: Error | undefined;
}

/**
 * The sender: an `InvoiceSender` of `@ksef/sessions` (`ksef.openSender`) with a journal, whose every invoice reaches
 * KSeF exactly once however often it is passed.
 */
export interface OutboxSender {
  send(invoice: OutboxInput, options?: { readonly signal?: AbortSignal | undefined }): Promise<OutboxResult>;
}
