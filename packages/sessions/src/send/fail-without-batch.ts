import { type FailedResult, type Flush, flush, type InvoiceInput, nameOf } from '../invoice/index.js';
import { noThreads } from '../runtime/index.js';

/** Fails each input that KSeF accepts by batch only, because batches cannot be built here, for the reason `why`. */
export async function* failWithoutBatch(
  inputs: AsyncIterable<InvoiceInput | Flush>,
  why: string,
): AsyncGenerator<FailedResult, void> {
  let index = 0;
  for await (const input of inputs) {
    if (input === flush) continue;
    const error = noThreads(`KSeF takes invoices with attachments by batch only. ${why}.`);
    yield { index: index++, name: nameOf(input), status: 'failed', error };
  }
}
