import { onAbort } from '@ksef/core/internal';
import type { Flush, InvoiceInput, InvoiceResult } from '../invoice/index.js';
import { Branch, type Branches, endInputs } from './branch.js';
import { mergedResults } from './merged-results.js';
import type { SendingMode } from './required-mode.js';
import { ResultsInOrder } from './results-in-order.js';
import { runBranch } from './run-branch.js';
import { shareInputs } from './share-inputs.js';

type Results = AsyncGenerator<InvoiceResult, void>;

/** How each mode sends its inputs. */
export interface Senders {
  online(inputs: AsyncGenerator<InvoiceInput>, signal: AbortSignal): Promise<Results>;
  batch(inputs: AsyncGenerator<InvoiceInput | Flush>, signal: AbortSignal): Promise<Results>;
}

/** Options of {@link sendInBothModes}. */
export interface BothModesOptions {
  /** For inputs that both modes accept. */
  readonly usual: SendingMode;
  readonly maxHeldResults: number;
  readonly signal: AbortSignal | undefined;
}

/**
 * Sends each input in its mode, both modes concurrently, and puts the results back in order. At most `maxHeldResults`
 * results wait for an earlier one: then only the branch with the earlier one continues to return results. When a branch
 * fails, the other one is stopped as soon as the next result belongs to the failed branch.
 */
export async function* sendInBothModes(
  inputs: AsyncIterable<InvoiceInput>,
  senders: Senders,
  options: BothModesOptions,
): Results {
  const stop = new AbortController();
  const signal = options.signal === undefined ? stop.signal : AbortSignal.any([options.signal, stop.signal]);
  const branches: Branches = {
    online: new Branch(),
    batch: new Branch(),
    results: new ResultsInOrder(options.maxHeldResults),
    signal,
  };
  onAbort(signal, () => endInputs(branches));
  const sharing = shareInputs(inputs, options.usual, branches);
  // The error of a failed source is reported last: its earlier inputs are finished first.
  sharing.catch(() => {});
  const work = Promise.all([
    runBranch(branches, branches.online, (rest) => senders.online(rest, signal)),
    runBranch(branches, branches.batch, (rest) => senders.batch(rest, signal)),
  ]);
  try {
    yield* mergedResults(branches);
    options.signal?.throwIfAborted();
    for (const { end } of [branches.online, branches.batch])
      if (end?.failure !== undefined) throw end.failure.error;
    await sharing;
  } finally {
    stop.abort(new Error('send was stopped'));
    await work;
  }
}
