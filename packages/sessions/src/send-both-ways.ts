import type { Api } from '@ksef/api';
import { onAbort } from '@ksef/core';
import { type Hurry, hurry } from './batch/hurry.js';
import { Change } from './change.js';
import { wayOf } from './choose-way.js';
import type { InvoiceInput, InvoiceResult } from './invoice-result.js';
import { iterate, rejoined } from './look-ahead.js';
import type { SendOptionsOfAnyVolume } from './send.js';
import { sendInvoices } from './send-invoices.js';
import { SendLane } from './send-lane.js';

/**
 * Sends each input its way, both ways at the same time, and puts the results back in order. Results that wait for an
 * earlier one are `maxHeldResults` at most: then only the way that has the earlier one goes on giving results, and a
 * way whose results are not taken takes no inputs.
 */
export async function* sendBothWays(
  api: Api,
  inputs: AsyncGenerator<InvoiceInput>,
  usual: 'online' | 'batch',
  options: SendOptionsOfAnyVolume,
): AsyncGenerator<InvoiceResult, void> {
  const {
    encryptor,
    context,
    timeoutMs,
    feature,
    checkDuplicates,
    onEvent,
    maxHeldResults = 10_000,
  } = options;
  const stop = new AbortController();
  const signal = options.signal === undefined ? stop.signal : AbortSignal.any([options.signal, stop.signal]);
  const common = { encryptor, context, timeoutMs, feature, checkDuplicates, onEvent, signal };
  const results = new Map<number, InvoiceResult>();
  const change = new Change();
  const online = new SendLane<InvoiceInput>();
  const batch = new SendLane<InvoiceInput | Hurry>();
  const endLanes = () => {
    online.inputs.end();
    batch.inputs.end();
    change.tell();
  };
  onAbort(signal, endLanes);
  let next = 0;
  const isFull = () => results.size >= maxHeldResults;
  const drain = async <T>(
    lane: SendLane<T>,
    start: (rest: AsyncGenerator<T>) => Promise<AsyncGenerator<InvoiceResult, void>>,
  ) => {
    try {
      const first = await firstOf(lane.inputs);
      if (first === undefined) return;
      for await (const result of await start(rejoined([first.value], first.rest))) {
        const index = lane.receive();
        results.set(index, { ...result, index });
        change.tell();
        while (isFull() && lane.nextIndex !== next && !signal.aborted) await change.next();
        signal.throwIfAborted();
      }
    } finally {
      // At its end the other's inputs are at theirs too; when it failed, no more are to be taken.
      endLanes();
    }
  };
  let count = 0;
  let pumped = false;
  let failure: { readonly error: unknown } | undefined;
  const pump = async () => {
    try {
      for await (const input of inputs) {
        const way = await wayOf(input);
        const lane = (way === 'any' ? usual : way) === 'online' ? online : batch;
        if (!(await lane.give(count++, input))) return;
      }
    } catch (error) {
      // What the source gave before it failed is finished first.
      failure = { error };
    } finally {
      pumped = true;
      endLanes();
    }
  };
  let running = true;
  void pump();
  const work = Promise.allSettled([
    drain(online, async (rest) => sendInvoices(api, rest, { ...options.online, ...common })),
    drain(batch, async (rest) => {
      const { runBatches } = await import('./batch/send-batch.js');
      return runBatches(api, rest, { ...options.batch, ...common });
    }),
  ]).finally(() => {
    running = false;
    change.tell();
  });
  try {
    for (;;) {
      const changed = change.next();
      const result = results.get(next);
      if (result !== undefined) {
        results.delete(next++);
        change.tell();
        yield result;
      } else if (!running || (pumped && next >= count)) break;
      else {
        // Its package may not be full before the other way gives more results, which it may not.
        if (isFull() && batch.nextIndex === next) batch.inputs.slip(hurry);
        await changed;
      }
    }
    options.signal?.throwIfAborted();
    for (const outcome of await work) if (outcome.status === 'rejected') throw outcome.reason;
    if (failure !== undefined) throw failure.error;
  } finally {
    stop.abort(new Error('send was stopped'));
    // Not waited for: a source that hangs must not hold up the end.
    void inputs.return(undefined).catch(() => {});
    await work;
  }
}

async function firstOf<T>(given: AsyncIterable<T>) {
  const rest = iterate(given);
  const { value, done } = await rest.next();
  return done ? undefined : { value, rest };
}
