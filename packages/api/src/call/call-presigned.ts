import { InvalidInputError, KsefApiError } from '@ksef/core';
import type { FetchResponse } from '../fetch-function.js';
import { discard } from '../response/discard.js';
import { hiding } from '../response/hide.js';
import type { ApiSettings } from '../settings/api-settings.js';
import { secureUrl } from '../settings/secure-url.js';
import { sendWithKy } from '../transport/send-with-ky.js';

/** A request to a presigned address of KSeF: upload of a part, download of a receipt or of an export. */
export interface PresignedRequest {
  readonly url: string;
  /** Exactly the method that KSeF specified. Default `GET`. */
  readonly method?: string | undefined;
  /** Exactly the headers that KSeF specified. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body?: Uint8Array | ReadableStream<Uint8Array> | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Timeout of the response's head, in milliseconds. Default: the client's; with a body 600 000. */
  readonly timeoutMs?: number | undefined;
}

/**
 * Sends it without the bearer token, over https only (except on this machine), and follows no redirect. Responses with
 * an error status are returned like others. Only GET is retried.
 *
 * @throws InvalidInputError `INVALID_PRESIGNED_URL`
 * @throws TransportError `NETWORK`, `TIMEOUT`, `REDIRECT`
 */
export async function callPresigned(
  settings: ApiSettings,
  request: PresignedRequest,
): Promise<FetchResponse> {
  const url = secureUrl(request.url);
  if (!url) {
    // The address itself grants access, so messages do not quote it.
    throw new InvalidInputError('The presigned URL must be https.', {
      code: 'INVALID_PRESIGNED_URL',
      input: 'url',
    });
  }
  const { headers, body, signal, method = 'GET', timeoutMs } = request;
  const address = `${url.origin}${url.pathname}`;
  const retries = method === 'GET' ? settings.retries : 0;
  return sendWithKy<FetchResponse>(settings, {
    name: `${method} ${address}`,
    // Hooks see neither the query, which grants access, nor the body: ky would keep a copy of it for retries.
    request: { method, url: address, headers: {} },
    safeToRepeat: true,
    retries,
    signal,
    streams: true,
    outgoing: () => ({
      url: url.href,
      init: {
        method,
        ...(headers && { headers }),
        ...(body && { body: body as BodyInit, duplex: 'half' }),
      },
      timeoutMs: timeoutMs ?? (body ? 600_000 : settings.timeoutMs),
    }),
    // The query grants access.
    hide: hiding(url.search.slice(1)),
    async read(response, attempt) {
      const { status } = response;
      if (status < 500 || attempt > retries) return { value: response };
      discard(response);
      return { value: new KsefApiError('', { status }) };
    },
  });
}
