import type { Api, CallOptions } from '@ksef/api';
import { RateLimitError } from '@ksef/core';
import type { SessionEvent } from '../../events/index.js';

/** Dependencies of calls to KSeF. */
export interface Caller {
  readonly api: Api;
  readonly call: CallOptions;
  readonly emit: ((event: SessionEvent) => void) | undefined;
}

/** Retries requests that KSeF rejected because of its request limit (429): such a request had no effect. */
export async function retryWhenLimited<T>(caller: Caller, work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof RateLimitError) || error.retryAfterMs === undefined) throw error;
      await pause(caller, "KSeF's request limit", error.retryAfterMs);
    }
  }
}

/** A wait that is reported as an event. */
export async function pause({ api, call, emit }: Caller, what: string, waitMs: number): Promise<void> {
  emit?.({ type: 'waiting', what, waitMs });
  await api.clock.sleep(waitMs, call.signal);
}
