import { flush, type InvoiceResult } from '../invoice/index.js';
import type { Branches } from './branch.js';

/** Every result of the branches, in input order, until there are no more. */
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
    // Its package may become full only after the other branch returns more results, which it may not.
    if (results.isFull && batch.nextIndex === results.next) batch.inputs.insert(flush);
    await changed;
  }
}
