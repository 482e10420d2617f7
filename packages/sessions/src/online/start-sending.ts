import type { Api, CallOptions } from '@ksef/api';
import { InvalidInputError } from '@ksef/core';
import { observed } from '@ksef/core/internal';
import { Semaphore } from '../async/index.js';
import { judgeOf } from '../validation/index.js';
import { InvoiceStatusPoller } from './invoice-status-poller.js';
import type { Sending } from './open-input.js';
import { reportResults } from './report-results.js';
import { SendingRun } from './run/index.js';
import type { SendInvoicesOptions } from './send-invoices-options.js';
import { SessionPool } from './session-pool.js';

/** Online sending in progress: the state that its inputs share, and how to end it. */
export interface OnlineWork {
  readonly sending: Sending;
  readonly report: ReturnType<typeof reportResults>;
  /** Closes the sessions that a dead process left open. */
  closeEarlier(): Promise<void>;
  /** Ends the work in progress. */
  stop(reason: unknown): void;
  /** Closes the sessions. */
  end(signal: AbortSignal | undefined): Promise<void>;
  /** Releases the journal, and leaves the sessions to the next process. */
  leave(): Promise<void>;
}

/** @throws InvalidInputError `INVALID_OPTION`, and errors of the journal */
export async function startSending(
  api: Api,
  options: Omit<SendInvoicesOptions, 'window'>,
): Promise<OnlineWork> {
  const { context, timeoutMs, journal, runId, encryptor, feature } = options;
  const { concurrency = 4, maxInvoicesPerSession = 10_000, waitTimeoutMs = 300_000 } = options;
  if ((journal === undefined) !== (runId === undefined))
    throw new InvalidInputError(
      'journal and runId go together: runId is your name for this work in the journal.',
      { code: 'INVALID_OPTION', input: 'runId' },
    );
  const onEvent = observed(options.onEvent);
  const judge = judgeOf(options, api.clock, onEvent);
  const report = reportResults(api.clock, onEvent);
  const stop = new AbortController();
  const signal = options.signal === undefined ? stop.signal : AbortSignal.any([options.signal, stop.signal]);
  const call: CallOptions = { context, timeoutMs, signal };
  const run =
    journal === undefined || runId === undefined
      ? undefined
      : await SendingRun.open(api, { journal, runId, call, onEvent });
  const pool = new SessionPool(api, { encryptor, feature, onEvent, ...call }, maxInvoicesPerSession, run);
  const leave = async () => {
    await run?.close();
    report.all(pool.stillOpen);
  };
  return {
    sending: {
      api,
      pool,
      poller: new InvoiceStatusPoller(api, call, waitTimeoutMs, onEvent),
      semaphore: new Semaphore(concurrency),
      run,
      judge,
      call,
      withUpo: options.withUpo ?? false,
      checkDuplicates: options.checkDuplicates ?? true,
      ksefNumbers: new Set<string>(),
    },
    report,
    closeEarlier: async () => run?.closeAllEarlier(call),
    stop: (reason) => stop.abort(reason),
    async end(endSignal) {
      await pool.closeAll({ context, signal: endSignal });
      await leave();
    },
    leave,
  };
}
