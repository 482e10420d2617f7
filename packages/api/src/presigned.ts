import { InvalidInputError } from '@ksef/core';
import type { Answer } from './answer.js';
import type { ApiSettings } from './create-api.js';
import { exchange } from './exchange.js';
import { failureOf, toError } from './failure.js';
import { backoffMs } from './retry-delay.js';
import { secureUrl } from './secure-url.js';

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
 * Sends it without the bearer token, over https only (this machine excepted), and follows no redirect. Answers with
 * an error status are handed over like others; only GET is repeated.
 *
 * @throws InvalidInputError `INVALID_PRESIGNED_URL`
 * @throws TransportError `NETWORK`, `TIMEOUT`, `REDIRECT`
 */
export async function sendPresigned(settings: ApiSettings, request: PresignedRequest): Promise<Answer> {
  const { method = 'GET', headers, body, signal } = request;
  const url = secureUrl(request.url);
  if (url === undefined) {
    // The address is the permission: it is not quoted.
    throw new InvalidInputError('The presigned address is no https URL.', {
      code: 'INVALID_PRESIGNED_URL',
      input: 'url',
    });
  }
  const name = `${method} ${url.origin}${url.pathname}`;
  for (let count = 1; ; count++) {
    signal?.throwIfAborted();
    const outcome = await exchange(settings, {
      name,
      url: url.href,
      init: {
        method,
        credentials: 'omit',
        ...(headers && { headers }),
        ...(body && { body: body as BodyInit, duplex: 'half' }),
      },
      count,
      timeoutMs: request.timeoutMs ?? (body === undefined ? settings.timeoutMs : 600_000),
      signal,
      streams: true,
      read: async (response) => response,
    });
    const last = method !== 'GET' || count > settings.retries;
    if (outcome.kind === 'done') {
      if (last || outcome.value.status < 500) return outcome.value;
      await outcome.value.body?.cancel();
    } else {
      const failure = failureOf(outcome);
      if (last || !failure.transient) throw toError(failure, name, true);
    }
    await settings.clock.sleep(backoffMs(count), signal);
  }
}
