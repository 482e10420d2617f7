import type { Ksef } from '@ksef/client';
import type { ContextInput } from '@ksef/core';
import type { InvoiceInput, InvoiceResult, SendInvoicesOptions } from '@ksef/sessions';
import type { PartStore } from '@ksef/sessions/batch';

/** Sends the inputs online or by batches; each gives one result. */
export function sendPlanned(
  ksef: Ksef,
  inputs: readonly InvoiceInput[],
  options: Omit<SendInvoicesOptions, 'encryptor' | 'context'>,
  how: {
    readonly way: 'online' | 'batch' | undefined;
    readonly context: ContextInput;
    /** Where a batch's parts are kept, or the folder for them. */
    readonly parts: PartStore | string;
  },
): AsyncIterable<InvoiceResult>;
