import { flush, type InvoiceResult } from '../invoice/index.js';
import type { Branches } from './branch.js';

/** Every result that comes from the branches, in the order of the inputs, until there are no more. */
export async function* mergedResults({
  online,
  batch,
  results,
}: Branches): AsyncGenerator<InvoiceResult, void> {
  for (;;) {
    const changed = results.changed();
    const result = results.take();
    if (result !== undefined) {
      yield result;
      continue;
    }
    const isOver = online.end !== undefined && batch.end !== undefined;
    if (isOver || [online, batch].some(({ end, nextIndex }) => end && nextIndex === results.next)) return;
    // Its package may not be full before the other branch gives more results, which it may not.
    if (results.isFull && batch.nextIndex === results.next) batch.inputs.insert(flush);
    await changed;
  }
}
