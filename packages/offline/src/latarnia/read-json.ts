import { TransportError } from '@ksef/core';
import { errorLabel, onAbort, untilAborted } from '@ksef/core/internal';

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
  readonly fetch: PlainFetch;
  readonly timeoutMs: number;
  readonly maxBytes: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The JSON at an address, within time and size limits. Redirects are not followed.
 *
 * @throws TransportError `NETWORK`, `TIMEOUT`, `INVALID_RESPONSE`; the signal's reason
 */
export async function readJson(url: string, request: JsonRequest): Promise<unknown> {
  const { operation, timeoutMs, maxBytes, signal } = request;
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
    const response = await untilAborted(request.fetch(url, init), limit.signal);
    const { status, body } = response;
    if (status !== 200) {
      body?.cancel().catch(() => {});
      throw fail('INVALID_RESPONSE', `answered ${status}.`, status);
    }
    const bytes = await untilAborted(readAll(body, maxBytes), limit.signal);
    if (bytes === undefined) throw fail('INVALID_RESPONSE', `answered more than ${maxBytes} bytes.`, status);
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

/** Undefined if it exceeds the limit; the rest is not read. */
async function readAll(
  body: ReadableStream<Uint8Array> | null,
  maxBytes: number,
): Promise<Uint8Array | undefined> {
  if (body === null) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size > maxBytes) {
      reader.cancel().catch(() => {});
      return undefined;
    }
    chunks.push(value);
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.byteLength;
  }
  return whole;
}

function tooSlow(operation: string, timeoutMs: number): TransportError {
  return new TransportError(`${operation} did not answer within ${timeoutMs} ms.`, {
    code: 'TIMEOUT',
    operation,
  });
}
