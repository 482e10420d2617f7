import type { KsefApiError } from '@ksef/core';
import type { BuiltRequest } from './build-request.js';
import type { ApiSettings } from './create-api.js';
import { emitWarnings } from './emit-warnings.js';
import type { Operation } from './operation.js';
import { readApiError } from './read-api-error.js';

/** One attempt at an operation. */
export interface Attempt<T> {
  readonly name: string;
  readonly operation: Operation;
  readonly request: BuiltRequest;
  readonly token: string | undefined;
  readonly count: number;
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
  read(response: Response): Promise<T>;
}

/** What became of an attempt. */
export type Outcome<T> =
  | { readonly kind: 'done'; readonly value: T }
  | { readonly kind: 'refused'; readonly error: KsefApiError }
  | { readonly kind: 'unreadable'; readonly status: number; readonly cause: unknown }
  | { readonly kind: 'redirected'; readonly status: number }
  | { readonly kind: 'timeout'; readonly cause: unknown }
  | { readonly kind: 'lost'; readonly cause: unknown };

// Timers beyond this fire at once.
export const longestTimerMs = 2 ** 31 - 1;

/** Sends the request once. Rejects only when the caller's signal aborts. */
export async function attempt<T>(settings: ApiSettings, one: Attempt<T>): Promise<Outcome<T>> {
  const { name, operation, request, count } = one;
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), Math.min(one.timeoutMs, longestTimerMs));
  const signal = one.signal === undefined ? limit.signal : AbortSignal.any([one.signal, limit.signal]);
  const start = settings.clock.now();
  settings.emit({ type: 'request', operation: name, attempt: count });
  try {
    const response = await settings.fetch(request.url, {
      method: operation.method,
      headers:
        one.token === undefined
          ? request.headers
          : { ...request.headers, authorization: `Bearer ${one.token}` },
      ...(request.body === undefined ? {} : { body: request.body as BodyInit }),
      // A redirect would carry the token to wherever it points.
      redirect: 'manual',
      signal,
    });
    settings.emit({
      type: 'response',
      operation: name,
      attempt: count,
      status: response.status,
      durationMs: settings.clock.now() - start,
    });
    emitWarnings(settings, name, response);
    if (response.type === 'opaqueredirect' || (response.status >= 300 && response.status < 400)) {
      await response.body?.cancel();
      return { kind: 'redirected', status: response.status };
    }
    if (!response.ok) {
      const error = await readApiError(name, response, settings.clock.now());
      one.signal?.throwIfAborted();
      return { kind: 'refused', error };
    }
    return await readAnswer(one, response, limit.signal);
  } catch (cause) {
    one.signal?.throwIfAborted();
    settings.emit({
      type: 'failure',
      operation: name,
      attempt: count,
      durationMs: settings.clock.now() - start,
      reason: limit.signal.aborted ? 'timeout' : 'connection',
    });
    return { kind: limit.signal.aborted ? 'timeout' : 'lost', cause };
  } finally {
    clearTimeout(timer);
  }
}

async function readAnswer<T>(one: Attempt<T>, response: Response, limit: AbortSignal): Promise<Outcome<T>> {
  try {
    return { kind: 'done', value: await one.read(response) };
  } catch (cause) {
    one.signal?.throwIfAborted();
    return limit.aborted
      ? { kind: 'timeout', cause }
      : { kind: 'unreadable', status: response.status, cause };
  }
}
