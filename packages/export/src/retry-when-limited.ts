import type { Api } from '@ksef/api';
import { RateLimitError } from '@ksef/core';
import type { ExportObserver } from './export-event.js';

/** Calls, and retries when KSeF's request limit allows, however long that takes. */
export async function retryWhenLimited<T>(
  api: Api,
  call: () => Promise<T>,
  options: { readonly signal?: AbortSignal | undefined; readonly emit: ExportObserver },
): Promise<T> {
  for (;;) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof RateLimitError) || error.retryAfterMs === undefined) throw error;
      options.emit({ type: 'waiting', what: "KSeF's request limit", waitMs: error.retryAfterMs });
      await api.clock.sleep(error.retryAfterMs, options.signal);
    }
  }
}
