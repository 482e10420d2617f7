import type { Api } from '@ksef/api';
import { noThreads, whyNoThreads } from '../runtime/index.js';
import type { Choice } from './describe-choice.js';
import type { LookAhead } from './look-ahead.js';
import { effectiveAllowance, mostOnline, onlineWaitMs, publishedAllowance } from './online-allowance.js';
import type { SendingMode } from './required-mode.js';
import type { SendOptions } from './send-options.js';

/**
 * Chooses the mode for inputs that both modes accept: online while they are few enough for KSeF's limits.
 *
 * @param earlier - what an earlier process chose for this run
 * @throws KsefError `NO_THREADS`
 */
export async function chooseMode(
  api: Api,
  look: LookAhead,
  options: SendOptions,
  earlier: SendingMode | undefined,
): Promise<Choice> {
  const { maxOnlineWaitMs = 60_000, context, timeoutMs, signal } = options;
  let allowance = options.onlineAllowance ?? publishedAllowance;
  let few = await look.isWholeWithin(mostOnline(maxOnlineWaitMs, allowance));
  if (!few && earlier === undefined && options.onlineAllowance === undefined) {
    // Requested only if it may change the choice: KSeF allows this request 120 times an hour.
    allowance = await effectiveAllowance(api, { context, timeoutMs, signal });
    few = await look.isWholeWithin(mostOnline(maxOnlineWaitMs, allowance));
  }
  const noBatch = whyNoThreads();
  if (!few && noBatch !== undefined) refuseForJournal(options, noBatch);
  if (earlier === 'batch' && noBatch !== undefined)
    throw noThreads(`${noBatch}, where this run was begun by batch.`);
  const usual = earlier ?? (few || noBatch !== undefined ? 'online' : 'batch');
  const { seen } = look;
  return { seen, few, usual, earlier, noBatch, onlineWaitMs: onlineWaitMs(seen.length, allowance) };
}

/** A caller who relies on the journal of batches must not be switched to online sending without one. */
function refuseForJournal({ online, batch }: SendOptions, why: string): void {
  if (batch?.journal === undefined || online?.journal !== undefined) return;
  throw noThreads(`${why}, or give a journal for sending online: online: { journal, runId }.`);
}
