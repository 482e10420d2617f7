import { InvalidInputError, isLoopback, TransportError } from '@ksef/core';
import { longestTimerMs } from './attempt.js';
import type { ApiSettings } from './create-api.js';
import { backoffMs } from './retry-delay.js';

/** A request to an address that KSeF signed: upload of a part, download of a receipt or of an export. */
export interface PresignedRequest {
  readonly url: string;
  /** Exactly the method that KSeF named. Default `GET`. */
  readonly method?: string | undefined;
  /** Exactly the headers that KSeF named. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body?: Uint8Array | ReadableStream<Uint8Array> | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Longest wait for the answer's head, in milliseconds. Default: the client's; with a body 600 000. */
  readonly timeoutMs?: number | undefined;
}

/**
 * Sends it without the bearer token, over https only (this machine excepted), and follows no redirect.
 *
 * @throws InvalidInputError `INVALID_PRESIGNED_URL`
 * @throws TransportError `NETWORK`, `TIMEOUT`, `REDIRECT`
 */
export async function sendPresigned(settings: ApiSettings, request: PresignedRequest): Promise<Response> {
  const url = checkedUrl(request.url);
  const method = request.method ?? 'GET';
  // Its query is the permission: it belongs into no message and no event.
  const name = `${method} ${url.origin}${url.pathname}`;
  const timeoutMs = request.timeoutMs ?? (request.body === undefined ? settings.timeoutMs : 600_000);
  for (let count = 1; ; count++) {
    request.signal?.throwIfAborted();
    const limit = new AbortController();
    // It ends with the answer's head: how long a body streams is the caller's to limit.
    const timer = setTimeout(() => limit.abort(), Math.min(timeoutMs, longestTimerMs));
    const start = settings.clock.now();
    settings.emit({ type: 'request', operation: name, attempt: count });
    try {
      const response = await settings.fetch(url.href, {
        method,
        ...(request.headers === undefined ? {} : { headers: request.headers }),
        ...(request.body === undefined ? {} : { body: request.body as BodyInit, duplex: 'half' }),
        redirect: 'manual',
        credentials: 'omit',
        signal: request.signal === undefined ? limit.signal : AbortSignal.any([request.signal, limit.signal]),
      } as RequestInit);
      settings.emit({
        type: 'response',
        operation: name,
        attempt: count,
        status: response.status,
        durationMs: settings.clock.now() - start,
      });
      if (response.type === 'opaqueredirect' || (response.status >= 300 && response.status < 400)) {
        await response.body?.cancel();
        throw new TransportError(`${name}: KSeF's storage redirected, which is not followed.`, {
          code: 'REDIRECT',
          operation: name,
        });
      }
      if (response.status < 500 || method !== 'GET' || count > settings.retries) return response;
      await response.body?.cancel();
    } catch (cause) {
      request.signal?.throwIfAborted();
      if (cause instanceof TransportError) throw cause;
      const code = limit.signal.aborted ? 'TIMEOUT' : 'NETWORK';
      settings.emit({
        type: 'failure',
        operation: name,
        attempt: count,
        durationMs: settings.clock.now() - start,
        reason: code.toLowerCase(),
      });
      if (method !== 'GET' || count > settings.retries) {
        throw new TransportError(
          `${name}: ${limit.signal.aborted ? 'no answer in time' : 'no connection'}.`,
          { code, operation: name },
        );
      }
    } finally {
      clearTimeout(timer);
    }
    await settings.clock.sleep(backoffMs(count), request.signal);
  }
}

function checkedUrl(text: string): URL {
  let url: URL | undefined;
  try {
    url = new URL(text);
  } catch {
    // Falls through to the refusal below, which does not quote the address.
  }
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url))) return url;
  throw new InvalidInputError('The presigned address is no https URL: it is not used.', {
    code: 'INVALID_PRESIGNED_URL',
    input: 'url',
  });
}
