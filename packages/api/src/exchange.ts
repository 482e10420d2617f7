import type { Answer } from './answer.js';
import type { ApiSettings } from './create-api.js';
import { timeLimit } from './time-limit.js';

// Node 20 may collect a signal made by AbortSignal.any on which nothing but an unread body depends, and then the body
// never hears of an abort: the signal lives as long as its body.
const signals = /* @__PURE__ */ new WeakMap<ReadableStream, AbortSignal>();

/** One request and what becomes of it. */
export interface Exchange<T> {
  /** How events call it; no secret. */
  readonly name: string;
  readonly url: string;
  readonly init: RequestInit;
  readonly count: number;
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
  /** Whether `read` hands the body over unread: then the caller's signal ends it also later. */
  readonly streams: boolean;
  /** Reads the answer, within the same time. */
  read(response: Answer): Promise<T>;
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
  const limit = timeLimit(one.timeoutMs, signal);
  const start = settings.clock.now();
  const base = () => ({ operation, attempt: count, durationMs: settings.clock.now() - start });
  let response: Answer | undefined;
  // A body that is read later must hear the caller's signal after the limit has ended.
  const lasting = one.streams && signal ? AbortSignal.any([signal, limit.signal]) : limit.signal;
  settings.emit({ type: 'request', operation, attempt: count });
  try {
    response = await settings.fetch(one.url, {
      ...one.init,
      // A redirect would carry tokens and documents to wherever it points.
      redirect: 'manual',
      signal: lasting,
    });
    const { status } = response;
    settings.emit({ type: 'response', ...base(), status });
    // Browsers hide redirects behind the status 0.
    if (status < 200 || (status >= 300 && status < 400)) {
      await response.body?.cancel();
      return { kind: 'redirected', status };
    }
    if (one.streams && response.body) signals.set(response.body, lasting);
    const value = await one.read(response);
    signal?.throwIfAborted();
    return { kind: 'done', value };
  } catch (cause) {
    signal?.throwIfAborted();
    const kind = limit.signal.aborted ? 'timeout' : response ? 'unreadable' : 'lost';
    settings.emit({ type: 'failure', ...base(), reason: kind });
    return { kind, cause, status: response?.status ?? 0 };
  } finally {
    limit.end();
  }
}
