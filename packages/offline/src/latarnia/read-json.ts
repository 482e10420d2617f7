import { TransportError } from '@ksef/core';
import { bytesWithin, errorLabel, onAbort, untilAborted } from '@ksef/core/internal';

/** Sends requests: the platform's `fetch`, or those of `@ksef/api/node`. */
export type PlainFetch = (url: string, init: RequestInit) => Promise<Response | PlainResponse>;

/** The part of a response that is read. */
export interface PlainResponse {
  readonly status: number;
  readonly body: ReadableStream<Uint8Array> | null;
}

/** Limits of a request. */
export interface JsonRequest {
  readonly operation: string;
  /** Default: the platform's `fetch`. */
  readonly fetch: PlainFetch | undefined;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

// Far more than the announcements of several years need, or KSeF's public keys.
const maxBytes = 1_000_000;

/**
 * The JSON at an address, within time and size limits. Redirects are not followed.
 *
 * @throws TransportError `NETWORK`, `TIMEOUT`, `INVALID_RESPONSE`; the signal's reason
 */
export async function readJson(url: string, request: JsonRequest): Promise<unknown> {
  const { fetch = globalThis.fetch, operation, timeoutMs, signal } = request;
  signal?.throwIfAborted();
  const limit = new AbortController();
  const off = onAbort(signal, () => limit.abort(signal?.reason));
  const timer = setTimeout(() => limit.abort(tooSlow(operation, timeoutMs)), timeoutMs);
  const fail = (code: string, what: string, status?: number) =>
    new TransportError(`${operation} ${what}`, { code, operation, status });
  try {
    const init = {
      headers: { accept: 'application/json' },
      redirect: 'manual',
      signal: limit.signal,
    } as const;
    const response = await untilAborted(fetch(url, init), limit.signal);
    const { status, body } = response;
    if (status !== 200) {
      body?.cancel().catch(() => {});
      throw fail('INVALID_RESPONSE', `answered ${status}.`, status);
    }
    const tooLong = () => fail('INVALID_RESPONSE', `answered more than ${maxBytes} bytes.`, status);
    const bytes = await untilAborted(bytesWithin(body, maxBytes, tooLong), limit.signal);
    try {
      return JSON.parse(new TextDecoder().decode(bytes));
    } catch {
      throw fail('INVALID_RESPONSE', 'did not answer in JSON.', status);
    }
  } catch (error) {
    signal?.throwIfAborted();
    if (limit.signal.aborted) throw limit.signal.reason;
    if (error instanceof TransportError) throw error;
    const { cause } = error as { readonly cause?: unknown };
    throw fail('NETWORK', `could not be reached (${errorLabel(cause ?? error)}).`);
  } finally {
    clearTimeout(timer);
    off();
    // This also ends the unread rest of the body.
    limit.abort();
  }
}

function tooSlow(operation: string, timeoutMs: number): TransportError {
  return new TransportError(`${operation} did not answer within ${timeoutMs} ms.`, {
    code: 'TIMEOUT',
    operation,
  });
}
