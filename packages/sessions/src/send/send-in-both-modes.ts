import type { Api } from '@ksef/api';
import { onAbort } from '@ksef/core';
import { type Flush, flush } from '../batch/index.js';
import type { InvoiceInput, InvoiceResult } from '../invoice/index.js';
import { sendInvoices } from '../online/index.js';
import { iterate, rejoined } from './look-ahead.js';
import { requiredMode } from './required-mode.js';
import { ResultsInOrder } from './results-in-order.js';
import type { SendOptions } from './send.js';
import { sendByBatch } from './send-by-batch.js';
import { SendingBranch } from './sending-branch.js';

/** Both ways, and where their results are put in order. */
interface Ways {
  readonly online: SendingBranch<InvoiceInput>;
  readonly batch: SendingBranch<InvoiceInput | Flush>;
  readonly results: ResultsInOrder;
  readonly signal: AbortSignal;
}

type Results = AsyncGenerator<InvoiceResult, void>;

/**
 * Sends each input its way, both ways at the same time, and puts the results back in order. Results that wait for an
 * earlier one are `maxHeldResults` at most: then only the way that has the earlier one goes on giving results, and a
 * way whose results are not taken takes no inputs. When a way fails, the other is stopped as soon as the next result
 * would be one that does not come any more.
 */
export async function* sendInBothModes(
  api: Api,
  inputs: AsyncIterable<InvoiceInput>,
  usual: 'online' | 'batch',
  options: SendOptions,
): Results {
  const stop = new AbortController();
  const signal = options.signal === undefined ? stop.signal : AbortSignal.any([options.signal, stop.signal]);
  const ways: Ways = {
    online: new SendingBranch(),
    batch: new SendingBranch(),
    results: new ResultsInOrder(options.maxHeldResults ?? 10_000),
    signal,
  };
  onAbort(signal, () => takeNoMore(ways));
  const sharing = shareOut(inputs, usual, ways);
  // A source that fails is told of last: what it gave before is finished first.
  sharing.catch(() => {});
  const { encryptor, context, timeoutMs, feature, checkDuplicates, onEvent } = options;
  const common = { encryptor, context, timeoutMs, feature, checkDuplicates, onEvent, signal };
  const work = Promise.all([
    drain(ways, ways.online, async (rest) => sendInvoices(api, rest, { ...options.online, ...common })),
    drain(ways, ways.batch, (rest) => sendByBatch(api, rest, { ...options.batch, ...common })),
  ]);
  try {
    yield* inOrder(ways);
    options.signal?.throwIfAborted();
    for (const { end } of [ways.online, ways.batch]) if (end?.failure !== undefined) throw end.failure.error;
    await sharing;
  } finally {
    stop.abort(new Error('send was stopped'));
    await work;
  }
}

/** Gives each input to its way, as long as they are taken. */
async function shareOut(
  inputs: AsyncIterable<InvoiceInput>,
  usual: 'online' | 'batch',
  ways: Ways,
): Promise<void> {
  try {
    let count = 0;
    for await (const input of inputs) {
      const way = await requiredMode(input);
      const lane = ways[way === 'any' ? usual : way];
      if (!(await lane.give(count++, input))) return;
    }
  } finally {
    takeNoMore(ways);
  }
}

function takeNoMore({ online, batch, results }: Ways): void {
  online.inputs.end();
  batch.inputs.end();
  results.tell();
}

/** Sends what a way is given, begun when there is something, and puts its results among all. */
async function drain<T>(
  ways: Ways,
  lane: SendingBranch<T>,
  start: (inputs: AsyncGenerator<T>) => Promise<Results>,
): Promise<void> {
  const { results, signal } = ways;
  try {
    const first = await firstOf(lane.inputs);
    if (first !== undefined) {
      for await (const result of await start(rejoined([first.value], first.rest))) {
        results.put({ ...result, index: lane.receive() });
        while (results.isFull && lane.nextIndex !== results.next && !signal.aborted) await results.changed();
        signal.throwIfAborted();
      }
    }
    lane.end = {};
  } catch (error) {
    lane.end = { failure: { error } };
  } finally {
    // At its end the other's inputs are at theirs too; when it failed, no more are to be taken.
    takeNoMore(ways);
  }
}

/** Every result that comes, in order, until there are no more. */
async function* inOrder({ online, batch, results }: Ways): Results {
  for (;;) {
    const changed = results.changed();
    const result = results.take();
    if (result !== undefined) {
      yield result;
      continue;
    }
    const isOver = online.end !== undefined && batch.end !== undefined;
    if (isOver || [online, batch].some(({ end, nextIndex }) => end && nextIndex === results.next)) return;
    // Its package may not be full before the other way gives more results, which it may not.
    if (results.isFull && batch.nextIndex === results.next) batch.inputs.slip(flush);
    await changed;
  }
}

async function firstOf<T>(given: AsyncIterable<T>) {
  const rest = iterate(given);
  const { value, done } = await rest.next();
  return done ? undefined : { value, rest };
}
