import type { Api, CallOptions } from '@ksef/api';
import { InvalidInputError, observed } from '@ksef/core';
import { Gate } from '../async/index.js';
import type { SessionEvent } from '../events/index.js';
import type { InvoiceInput, InvoiceResult } from '../invoice/index.js';
import { checkCounts, checkTimeout } from '../options/index.js';
import { InvoiceStatusPoller } from './invoice-status-poller.js';
import { processInput } from './process-input.js';
import { reportResults } from './report-results.js';
import { SendingRun } from './run/index.js';
import type { SendInvoicesOptions } from './send-invoices.js';
import { SessionPool } from './session-pool.js';

/** Online sending that is under way: what its inputs share, and how it ends. */
export interface OnlineWork {
  readonly gate: Gate;
  readonly run: SendingRun | undefined;
  /** Closes the sessions that a dead process left open. */
  closeEarlier(): Promise<void>;
  /** Sends one input, for which the gate has been entered. Rejects only when the work was stopped. */
  process(input: InvoiceInput, index: number): Promise<InvoiceResult>;
  /** Ends what is under way. */
  stop(reason: unknown): void;
  /** Closes the sessions. */
  end(signal: AbortSignal | undefined): Promise<void>;
  /** Lets go of the journal, and leaves the sessions to whoever takes it up. */
  leave(): Promise<void>;
}

/** @throws InvalidInputError `INVALID_OPTION` and what the journal throws */
export async function startSending(
  api: Api,
  options: Omit<SendInvoicesOptions, 'window'>,
): Promise<OnlineWork> {
  const concurrency = checked(options);
  const onEvent = observed(options.onEvent);
  const tell = reportResults(api.clock, onEvent);
  const stop = new AbortController();
  const signal = options.signal === undefined ? stop.signal : AbortSignal.any([options.signal, stop.signal]);
  const { context, timeoutMs } = options;
  const call: CallOptions = { context, timeoutMs, signal };
  const run = await openRun(api, options, call, onEvent);
  const { encryptor, feature, maxInvoicesPerSession = 10_000, waitTimeoutMs = 300_000 } = options;
  const pool = new SessionPool(api, { encryptor, feature, onEvent, ...call }, maxInvoicesPerSession, run);
  const gate = new Gate(concurrency);
  const sending = {
    api,
    pool,
    poller: new InvoiceStatusPoller(api, call, waitTimeoutMs, onEvent),
    gate,
    run,
    call,
    upo: options.withUpo ?? false,
    checkDuplicates: options.checkDuplicates ?? true,
    numbers: new Set<string>(),
  };
  const leave = async () => {
    await run?.close();
    tell.all(pool.stillOpen);
  };
  return {
    gate,
    run,
    closeEarlier: async () => run?.closeAllEarlier(call),
    process: (input, index) => tell.one(() => processInput(sending, input, index)),
    stop: (reason) => stop.abort(reason),
    async end(endSignal) {
      await pool.closeAll({ context, signal: endSignal });
      await leave();
    },
    leave,
  };
}

function checked(options: Omit<SendInvoicesOptions, 'window'>): number {
  const { concurrency = 4, maxInvoicesPerSession = 1 } = options;
  checkCounts({ concurrency, maxInvoicesPerSession });
  checkTimeout(options.timeoutMs);
  if ((options.journal === undefined) !== (options.runId === undefined))
    throw invalid('runId', 'journal and runId go together: runId is your name for this work in the journal.');
  return concurrency;
}

async function openRun(
  api: Api,
  { journal, runId }: Omit<SendInvoicesOptions, 'window'>,
  call: CallOptions,
  onEvent: ((event: SessionEvent) => void) | undefined,
): Promise<SendingRun | undefined> {
  if (journal === undefined || runId === undefined) return undefined;
  return SendingRun.open(api, { journal, runId, call, onEvent });
}

function invalid(input: string, message: string): InvalidInputError {
  return new InvalidInputError(message, { code: 'INVALID_OPTION', input });
}
