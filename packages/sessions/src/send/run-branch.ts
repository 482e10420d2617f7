import type { InvoiceResult } from '../invoice/index.js';
import { type Branch, type Branches, endInputs } from './branch.js';
import { iterate, joined } from './look-ahead.js';

/**
 * Sends what a branch is given, begun when there is something, and puts its results among all. A branch whose results
 * are not taken takes no inputs.
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
    // At its end the other's inputs are at theirs too; when it failed, no more are to be taken.
    endInputs(branches);
  }
}
