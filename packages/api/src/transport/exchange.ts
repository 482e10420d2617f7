import type { FetchResponse } from '../fetch-function.js';
import { discard } from '../response/discard.js';
import type { Hide } from '../response/hide.js';
import type { ReadBody } from '../response/read-body.js';
import { traceIdOf } from '../response/trace-id.js';
import type { ApiSettings } from '../settings/api-settings.js';
import { timeLimit } from './time-limit.js';
import { untilAborted } from './until-aborted.js';

/** What to send, and how to read the response. */
export interface Exchange<T> {
  /** Its name in events and errors. Contains no secret. */
  readonly name: string;
  readonly signal: AbortSignal | undefined;
  /** Whether `read` passes the body on unread: then the caller's signal ends it later too. */
  readonly streams: boolean;
  readonly hide: Hide;
  /** Reads the response, within the time of the attempt. */
  read(response: FetchResponse, attempt: number): Promise<ReadBody<T>>;
}

/** One request as it is sent. */
export interface OutgoingInit {
  readonly url: string;
  readonly init: RequestInit;
  readonly timeoutMs: number;
}

/** How a request ended. */
export type ExchangeResult<T> = Responded<T> | FailedExchange;

/** A response arrived and was read. */
export interface Responded<T> extends ReadBody<T> {
  readonly kind: 'responded';
  readonly response: FetchResponse;
}

/** No response arrived, or no usable one. */
export interface FailedExchange {
  readonly kind: 'redirected' | 'unreadable' | 'timeout' | 'lost';
  readonly status?: number | undefined;
  readonly cause?: unknown;
}

/** Sends the request, follows no redirect, and emits events. Rejects only when the caller's signal aborts. */
export async function exchange<T>(
  settings: ApiSettings,
  { name: operation, signal, streams, hide, read }: Exchange<T>,
  attempt: number,
  { url, init, timeoutMs }: OutgoingInit,
): Promise<ExchangeResult<T>> {
  const { clock, emit } = settings;
  const limit = timeLimit(timeoutMs, signal);
  const start = clock.now();
  const base = () => ({ operation, attempt, durationMs: clock.now() - start });
  let response: FetchResponse | undefined;
  // A body that is read later must react to the caller's signal after the time limit has ended.
  const lasting = streams && signal ? AbortSignal.any([signal, limit.signal]) : limit.signal;
  emit({ type: 'request', operation, attempt });
  try {
    const sent = settings.fetch(url, {
      ...init,
      // A redirect would send tokens and documents to its target. With `manual`, Node's `fetch` keeps a copy of a whole
      // streamed body, in case it has to be sent again. With `error` it does not need to.
      redirect: init.body instanceof ReadableStream ? 'error' : 'manual',
      signal: lasting,
    });
    response = await untilAborted(limit.signal, sent);
    const { status, body } = response;
    emit({ type: 'response', ...base(), status, traceId: traceIdOf(response, hide) });
    // Browsers hide redirects behind the status 0.
    if (status < 200 || (status >= 300 && status < 400)) {
      discard(response);
      return { kind: 'redirected', status };
    }
    // Node 20 may collect a signal made by AbortSignal.any if only an unread body depends on it. Then the body never
    // reacts to an abort. This keeps the signal alive as long as its body.
    if (body) Object.assign(body, { lasting });
    const result = await untilAborted(limit.signal, read(response, attempt));
    signal?.throwIfAborted();
    return { kind: 'responded', response, ...result };
  } catch (cause) {
    signal?.throwIfAborted();
    const kind = limit.signal.aborted ? 'timeout' : response ? 'unreadable' : 'lost';
    emit({ type: 'failure', ...base(), reason: kind });
    return { kind, cause, status: response?.status };
  } finally {
    limit.end();
  }
}
