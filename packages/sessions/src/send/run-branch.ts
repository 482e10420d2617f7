import type { InvoiceResult } from '../invoice/index.js';
import { type Branch, type Branches, endInputs } from './branch.js';
import { iterate, joined } from './look-ahead.js';

/**
 * Sends a branch's inputs, starting with the first of them, and puts its results among all results. A branch whose
 * results are not consumed takes no more inputs.
 */
export async function runBranch<T>(
  branches: Branches,
  branch: Branch<T>,
  start: (inputs: AsyncGenerator<T>) => Promise<AsyncGenerator<InvoiceResult, void>>,
): Promise<void> {
  const { results, signal } = branches;
  try {
    const rest = iterate(branch.inputs);
    const first = await rest.next();
    if (!first.done) {
      for await (const result of await start(joined([first.value], rest))) {
        results.put({ ...result, index: branch.receive() });
        while (results.isFull && branch.nextIndex !== results.next && !signal.aborted)
          await results.changed();
        signal.throwIfAborted();
      }
    }
    branch.end = {};
  } catch (error) {
    branch.end = { failure: { error } };
  } finally {
    // When it ends, the other branch's inputs end too. If it failed, no more inputs may be taken.
    endInputs(branches);
  }
}
