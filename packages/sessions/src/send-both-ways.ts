import type { Api } from '@ksef/api';
import { onAbort } from '@ksef/core';
import { wayOf } from './choose-way.js';
import { HandOver } from './hand-over.js';
import type { InvoiceInput, InvoiceResult } from './invoice-result.js';
import { iterate, rejoined } from './look-ahead.js';
import type { SendOptionsOfAnyVolume } from './send.js';
import { sendInvoices } from './send-invoices.js';

/** Sends each input its way, both ways at the same time, and puts the results back in order. */
export async function* sendBothWays(
  api: Api,
  inputs: AsyncGenerator<InvoiceInput>,
  usual: 'online' | 'batch',
  options: SendOptionsOfAnyVolume,
): AsyncGenerator<InvoiceResult, void> {
  const { encryptor, context, timeoutMs, feature, checkDuplicates, onEvent } = options;
  const stop = new AbortController();
  const signal = options.signal === undefined ? stop.signal : AbortSignal.any([options.signal, stop.signal]);
  const common = { encryptor, context, timeoutMs, feature, checkDuplicates, onEvent, signal };
  const results = new Map<number, InvoiceResult>();
  let changed: () => void = () => {};
  const lanes = {
    online: { inputs: new HandOver<InvoiceInput>(), indices: [] as number[] },
    batch: { inputs: new HandOver<InvoiceInput>(), indices: [] as number[] },
  };
  const endLanes = () => {
    lanes.online.inputs.end();
    lanes.batch.inputs.end();
  };
  onAbort(signal, endLanes);
  const drain = async (way: 'online' | 'batch') => {
    const { inputs: given, indices } = lanes[way];
    try {
      const first = await firstOf(given);
      if (first === undefined) return;
      const rest = rejoined([first.value], first.rest);
      const sending =
        way === 'online'
          ? sendInvoices(api, rest, { ...options.online, ...common })
          : (await import('./batch/send-batch.js')).sendBatch(api, rest, { ...options.batch, ...common });
      for await (const result of sending) {
        const index = indices[result.index] ?? 0;
        results.set(index, { ...result, index });
        changed();
      }
    } finally {
      // At its end the other's inputs are at theirs too; when it failed, no more are to be taken.
      endLanes();
      changed();
    }
  };
  let count = 0;
  let pumped = false;
  let failure: { readonly error: unknown } | undefined;
  const pump = async () => {
    try {
      for await (const input of inputs) {
        const way = await wayOf(input);
        const lane = lanes[way === 'any' ? usual : way];
        lane.indices.push(count++);
        if (!(await lane.inputs.give(input))) return;
      }
    } catch (error) {
      // What the source gave before it failed is finished first.
      failure = { error };
    } finally {
      pumped = true;
      endLanes();
      changed();
    }
  };
  let running = true;
  void pump();
  const work = Promise.allSettled([drain('online'), drain('batch')]).finally(() => {
    running = false;
    changed();
  });
  try {
    for (let next = 0; ; ) {
      const result = results.get(next);
      if (result !== undefined) {
        results.delete(next++);
        yield result;
      } else if (!running || (pumped && next >= count)) break;
      else
        await new Promise<void>((resolve) => {
          changed = resolve;
        });
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

async function firstOf(given: AsyncIterable<InvoiceInput>) {
  const rest = iterate(given);
  const { value, done } = await rest.next();
  return done ? undefined : { value, rest };
}
