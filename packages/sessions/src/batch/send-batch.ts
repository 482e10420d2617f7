import { createHash, randomBytes } from 'node:crypto';
import type { Api, CallOptions } from '@ksef/api';
import { observed } from '@ksef/core/internal';
import { readSource } from '../async/index.js';
import { checkSource, type Flush, flush, type InvoiceInput, type InvoiceResult } from '../invoice/index.js';
import { checkThreads } from '../runtime/index.js';
import { checkBatchOptions, type SendBatchOptions } from './batch-options.js';
import { BatchSender } from './batch-sender.js';
import { sweepOrphanParts, temporaryParts } from './parts/index.js';
import {
  type BatchEnvironment,
  journaledProgress,
  noProgress,
  readProgress,
  resumablePackages,
} from './shipping/index.js';

const day = 86_400_000;

/**
 * Sends any number of invoices in batch sessions, and yields one result per input, in order. It packs them in one pass
 * into as many sessions as KSeF's limits require, uploads, closes, waits, and reads the results. Memory holds the names
 * and hashes of the work in progress, never the invoices. A bad input does not stop the others.
 *
 * With `journal`, `runId`, `sealingKey` and `partStore` a killed run resumes: pass the same inputs again. Nothing that
 * KSeF accepted is sent twice. Results of finished sessions are read from KSeF again. The run stays in the journal
 * until you remove it there.
 *
 * @throws InvalidInputError `INVALID_OPTION`, `SOURCE_CHANGED`, `UNSEAL_FAILED`; KsefError `JOURNAL_IN_USE`, `NO_THREADS`
 * @example
 * ```ts
 * import type { Api } from '@ksef/api';
 * import type { SymmetricKeyEncryptor } from '@ksef/sessions';
 * import { invoicesInFolder, sendBatch } from '@ksef/sessions/batch';
 *
 * declare const api: Api;
 * declare const encryptor: SymmetricKeyEncryptor;
 * for await (const { name, status, ksefNumber, error } of sendBatch(api, invoicesInFolder('./out'), { encryptor })) {
 *   console.log(name, status, ksefNumber ?? error?.message);
 * }
 * ```
 */
export async function* sendBatch(
  api: Api,
  source: AsyncIterable<InvoiceInput> | Iterable<InvoiceInput>,
  options: SendBatchOptions,
): AsyncGenerator<InvoiceResult, void> {
  yield* runBatches(api, source, options);
}

/** The same with {@link flush} among the inputs: it sends the package of the due result. */
export async function* runBatches(
  api: Api,
  source: AsyncIterable<InvoiceInput | Flush> | Iterable<InvoiceInput>,
  options: SendBatchOptions,
): AsyncGenerator<InvoiceResult, void> {
  checkSource(source);
  checkThreads();
  const resumption = checkBatchOptions(options);
  const stop = new AbortController();
  const signal = options.signal === undefined ? stop.signal : AbortSignal.any([options.signal, stop.signal]);
  signal.throwIfAborted();
  const call: CallOptions = { context: options.context, timeoutMs: options.timeoutMs, signal };
  const run = await resumption?.journal.open(resumption.runId, { signal });
  const temporary = options.partStore === undefined ? await ownParts() : undefined;
  let sender: BatchSender | undefined;
  try {
    const env: BatchEnvironment = {
      api,
      call,
      emit: observed(options.onEvent),
      store: options.partStore ?? (temporary as NonNullable<typeof temporary>).store,
      prefix: prefixOf(resumption?.runId),
      encryptor: options.encryptor,
      progress: run && resumption ? journaledProgress(run, resumption.sealingKey) : noProgress,
      feature: options.feature,
      waitTimeoutMs: options.waitTimeoutMs ?? day,
      uploadConcurrency: options.uploadConcurrency,
    };
    const earlier = run && resumption && (await readProgress(run, resumption.sealingKey, signal));
    sender = new BatchSender(env, options, earlier && (await resumablePackages(env, earlier)));
    // When a source fails, its earlier inputs are finished first, then its error is passed on.
    let failure: { readonly error: unknown } | undefined;
    const inputs = readSource(source, signal, (error) => {
      failure = { error };
    });
    for await (const one of sender.examine(inputs)) {
      signal.throwIfAborted();
      if (one !== flush) {
        const judgement = await sender.judge(one);
        for (let full = await sender.take(one, judgement); full; full = await sender.take(one, judgement))
          await sender.ship(full);
      }
      if ((one === flush || sender.isCrowded) && sender.first !== undefined) {
        const { first } = sender;
        await sender.ship(first);
        await first.shipment?.done;
      }
      yield* sender.results({ wait: false });
    }
    signal.throwIfAborted();
    for (const open of sender.open) await sender.ship(open);
    if (failure === undefined) sender.checkComplete();
    yield* sender.results({ wait: true });
    signal.throwIfAborted();
    if (failure !== undefined) throw failure.error;
  } finally {
    // A caller who stopped early wants nothing more sent. KSeF still processes the sessions that were closed.
    stop.abort(new Error('sendBatch was stopped'));
    await sender?.close();
    await temporary?.remove();
    await run?.close();
  }
}

async function ownParts() {
  await sweepOrphanParts().catch(() => 0);
  return temporaryParts();
}

/** The parts of a run are found by the run's name, which may contain characters that are not allowed in file names. */
function prefixOf(runId: string | undefined): string {
  const mark =
    runId === undefined
      ? randomBytes(8).toString('hex')
      : createHash('sha256').update(runId).digest('hex').slice(0, 16);
  return `${mark}-`;
}
