import type { Api } from '@ksef/api';
import type { SendBatchOptions } from '../batch/index.js';
import { type Flush, flush, noThreads, whyNoThreads } from '../batch/index.js';
import type { FailedResult, InvoiceInput, InvoiceResult } from '../invoice/index.js';

/** Sends by batch, which is loaded now. Where batches cannot be made, each input fails by itself. */
export async function sendByBatch(
  api: Api,
  inputs: AsyncGenerator<InvoiceInput | Flush>,
  options: SendBatchOptions,
): Promise<AsyncGenerator<InvoiceResult, void>> {
  const why = whyNoThreads();
  if (why !== undefined)
    return refused(inputs, `KSeF takes invoices with attachments by batch only. ${why}.`);
  const { runBatches } = await import('../batch/send-batch.js');
  return runBatches(api, inputs, options);
}

async function* refused(
  inputs: AsyncGenerator<InvoiceInput | Flush>,
  message: string,
): AsyncGenerator<FailedResult, void> {
  let index = 0;
  for await (const input of inputs) {
    if (input === flush) continue;
    yield { index: index++, name: input.name, status: 'failed', error: noThreads(message) };
  }
}
