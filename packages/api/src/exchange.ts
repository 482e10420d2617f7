import type { Answer } from './answer.js';
import type { ApiSettings } from './create-api.js';

// Timers beyond this fire at once.
const longestTimerMs = 2 ** 31 - 1;

/** One request and what becomes of it. */
export interface Exchange<T> {
  /** How events call it; no secret. */
  readonly name: string;
  readonly url: string;
  readonly init: RequestInit;
  readonly count: number;
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
  /** Reads the answer, within the same time. The signal ends the request; whoever hands the body over keeps it. */
  read(response: Answer, signal: AbortSignal): Promise<T>;
}

/** What became of a request. */
export type Exchanged<T> =
  | { readonly kind: 'done'; readonly value: T }
  | { readonly kind: 'redirected'; readonly status: number }
  | { readonly kind: 'unreadable'; readonly status: number; readonly cause: unknown }
  | { readonly kind: 'timeout'; readonly cause: unknown }
  | { readonly kind: 'lost'; readonly cause: unknown };

/** Sends a request once, follows no redirect, and tells of it. Rejects only when the caller's signal aborts. */
export async function exchange<T>(settings: ApiSettings, one: Exchange<T>): Promise<Exchanged<T>> {
  const { name: operation, count, signal } = one;
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), Math.min(one.timeoutMs, longestTimerMs));
  const start = settings.clock.now();
  const base = () => ({ operation, attempt: count, durationMs: settings.clock.now() - start });
  let response: Answer | undefined;
  const either = signal === undefined ? limit.signal : AbortSignal.any([signal, limit.signal]);
  settings.emit({ type: 'request', operation, attempt: count });
  try {
    response = await settings.fetch(one.url, {
      ...one.init,
      // A redirect would carry tokens and documents to wherever it points.
      redirect: 'manual',
      signal: either,
    });
    const { status } = response;
    settings.emit({ type: 'response', ...base(), status });
    if (response.type === 'opaqueredirect' || (status >= 300 && status < 400)) {
      await response.body?.cancel();
      return { kind: 'redirected', status };
    }
    const value = await one.read(response, either);
    signal?.throwIfAborted();
    return { kind: 'done', value };
  } catch (cause) {
    signal?.throwIfAborted();
    const kind = limit.signal.aborted ? 'timeout' : response ? 'unreadable' : 'lost';
    settings.emit({ type: 'failure', ...base(), reason: kind });
    return { kind, cause, status: response?.status ?? 0 };
  } finally {
    clearTimeout(timer);
  }
}
