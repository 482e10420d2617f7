import type { Ksef } from '@ksef/client';
import type { ContextInput } from '@ksef/core';
import type { InvoiceInput, InvoiceResult, SendInvoicesOptions } from '@ksef/sessions';
import type { PartStore } from '@ksef/sessions/batch';

/** What sending both ways needs. */
export interface BothWays {
  /** How many may go online. */
  readonly allowance: number;
  readonly maxHeldResults: number;
  readonly batchRunId: string;
}

/** Sends the inputs online, by batches, or both ways; each gives one result. */
export function sendPlanned(
  ksef: Ksef,
  inputs: readonly InvoiceInput[],
  options: Omit<SendInvoicesOptions, 'encryptor' | 'context'>,
  how: {
    readonly way: 'online' | 'batch' | 'both' | undefined;
    readonly both: BothWays | undefined;
    readonly context: ContextInput;
    /** Where a batch's parts are kept, or the folder for them. */
    readonly parts: PartStore | string;
  },
): AsyncIterable<InvoiceResult>;
