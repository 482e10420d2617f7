import type { Api, CallOptions } from '@ksef/api';
import { callChecks } from '@ksef/api/internal';
import { KsefApiError, KsefStatusError } from '@ksef/core';
import {
  callback,
  checkOptions,
  numberOrInfinity,
  type OptionChecks,
  observed,
  waitUntil,
} from '@ksef/core/internal';
import type { ExportObserver } from '../export-event.js';

/** Options of a download of one invoice. */
export interface GetInvoiceOptions extends CallOptions {
  /**
   * Longest wait for KSeF to hand out an invoice that it has just accepted (21165), in milliseconds. Default 60 000;
   * 0 for none.
   */
  readonly waitTimeoutMs?: number | undefined;
  readonly onEvent?: ExportObserver | undefined;
}

const optionChecks: OptionChecks<GetInvoiceOptions> = {
  ...callChecks,
  waitTimeoutMs: numberOrInfinity(0),
  onEvent: callback,
};

// Each attempt counts as one of the 64 downloads an hour: seven of them fit into a minute.
const firstWaitMs = 3_000;
const longestWaitMs = 15_000;

/** Downloads, and retries while KSeF has the invoice without handing it out. @throws KsefStatusError `WAIT_TIMEOUT` */
export async function waitUntilAvailable<T>(
  api: Api,
  ksefNumber: string,
  options: GetInvoiceOptions,
  download: (call: CallOptions) => Promise<T>,
): Promise<T> {
  checkOptions<GetInvoiceOptions>(options, optionChecks);
  const { waitTimeoutMs = 60_000, onEvent, ...call } = options;
  const emit = observed(onEvent);
  return waitUntil(
    () => download(call),
    () => true,
    {
      clock: api.clock,
      firstWaitMs,
      longestWaitMs,
      timeoutMs: waitTimeoutMs,
      signal: call.signal,
      canRetry: (error) => error instanceof KsefApiError && error.hasCode(21165),
      onWait: (waitMs) =>
        emit({ type: 'waiting', what: 'an invoice that KSeF does not hand out yet', waitMs }),
      onTimeout: (_last, failure) => notYet(ksefNumber, waitTimeoutMs, failure as KsefApiError),
    },
  );
}

function notYet(ksefNumber: string, waitTimeoutMs: number, cause: KsefApiError): KsefStatusError {
  const [status = { code: 21165, description: cause.message, details: [] }] = cause.errors;
  return new KsefStatusError(
    `KSeF accepted invoice ${ksefNumber}, but did not hand it out within ${waitTimeoutMs} ms. Try again later.`,
    { code: 'WAIT_TIMEOUT', status, cause },
  );
}
