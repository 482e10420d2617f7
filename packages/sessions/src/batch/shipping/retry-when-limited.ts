import type { Api, CallOptions } from '@ksef/api';
import { RateLimitError } from '@ksef/core';
import type { SessionEvent } from '../../events/index.js';

/** What calls to KSeF need. */
export interface Caller {
  readonly api: Api;
  readonly call: CallOptions;
  readonly emit: ((event: SessionEvent) => void) | undefined;
}

/** Repeats what KSeF refused for its limit of requests (429): nothing was done then. */
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

/** A wait that is told of. */
export async function pause({ api, call, emit }: Caller, what: string, waitMs: number): Promise<void> {
  emit?.({ type: 'waiting', what, waitMs });
  await api.clock.sleep(waitMs, call.signal);
}
