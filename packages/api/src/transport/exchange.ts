import type { FetchResponse } from '../fetch-function.js';
import type { ReadBody } from '../response/read-body.js';
import { traceIdOf } from '../response/trace-id.js';
import type { ApiSettings } from '../settings/api-settings.js';
import { timeLimit } from './time-limit.js';

// Node 20 may collect a signal made by AbortSignal.any on which nothing but an unread body depends, and then the body
// never hears of an abort: the signal lives as long as its body.
const signals = /* @__PURE__ */ new WeakMap<ReadableStream, AbortSignal>();

/** One request, sent once. */
export interface Exchange<T> {
  /** How events call it; no secret. */
  readonly name: string;
  readonly url: string;
  readonly init: RequestInit;
  readonly attempt: number;
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
  /** Whether `read` hands the body over unread: then the caller's signal ends it also later. */
  readonly streams: boolean;
  /** Reads the response, within the same time. */
  read(response: FetchResponse): Promise<ReadBody<T>>;
}

/** How a request ended. */
export type ExchangeResult<T> = Responded<T> | FailedExchange;

/** A response came, and was read. */
export interface Responded<T> extends ReadBody<T> {
  readonly kind: 'responded';
  readonly response: FetchResponse;
}

/** No response came, or none that can be used. */
export interface FailedExchange {
  readonly kind: 'redirected' | 'unreadable' | 'timeout' | 'lost';
  readonly status?: number | undefined;
  readonly cause?: unknown;
}

/** Sends the request, follows no redirect, and emits events. Rejects only when the caller's signal aborts. */
export async function exchange<T>(settings: ApiSettings, one: Exchange<T>): Promise<ExchangeResult<T>> {
  const { name: operation, attempt, signal } = one;
  const { clock, emit } = settings;
  const limit = timeLimit(one.timeoutMs, signal);
  const start = clock.now();
  const base = () => ({ operation, attempt, durationMs: clock.now() - start });
  let response: FetchResponse | undefined;
  // A body that is read later must hear the caller's signal after the limit has ended.
  const lasting = one.streams && signal ? AbortSignal.any([signal, limit.signal]) : limit.signal;
  emit({ type: 'request', operation, attempt });
  try {
    response = await settings.fetch(one.url, {
      ...one.init,
      // A redirect would carry tokens and documents to wherever it points. With `manual`, Node's `fetch` keeps a copy of
      // a whole streamed body, in case it has to be sent again; with `error` it never has to.
      redirect: one.init.body instanceof ReadableStream ? 'error' : 'manual',
      signal: lasting,
    });
    const { status, body } = response;
    emit({ type: 'response', ...base(), status, traceId: traceIdOf(response) });
    // Browsers hide redirects behind the status 0.
    if (status < 200 || (status >= 300 && status < 400)) {
      await body?.cancel();
      return { kind: 'redirected', status };
    }
    if (one.streams && body) signals.set(body, lasting);
    const read = await one.read(response);
    signal?.throwIfAborted();
    return { kind: 'responded', response, ...read };
  } catch (cause) {
    signal?.throwIfAborted();
    const kind = limit.signal.aborted ? 'timeout' : response ? 'unreadable' : 'lost';
    emit({ type: 'failure', ...base(), reason: kind });
    return { kind, cause, status: response?.status };
  } finally {
    limit.end();
  }
}
