import {
  type ClientRequest,
  Agent as HttpAgent,
  request as httpRequest,
  type IncomingMessage,
  type RequestOptions,
} from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { pipeline, Readable } from 'node:stream';
import type { ReadableStream as NodeReadableStream } from 'node:stream/web';
import { onAbort } from '@ksef/core/internal';
import type { Fetch, FetchResponse } from '../fetch-function.js';
import { encodings, nodeResponse } from './node-response.js';
import { watchConnecting } from './watch-connecting.js';

/** Options of {@link createNodeFetch}. */
export interface NodeFetchOptions {
  /** Connections to `https:` addresses: an agent of yours for a proxy, own certificates or own limits. */
  readonly httpsAgent?: HttpAgent | undefined;
  /** Connections to `http:` addresses, as an emulator has. */
  readonly httpAgent?: HttpAgent | undefined;
  /** Longest time to get a connection, in milliseconds. Default 10 000. */
  readonly connectTimeoutMs?: number | undefined;
}

// Idle connections are given up before servers usually do: a request sent on one that is just being closed is lost.
const keepingAlive = { keepAlive: true, timeout: 4_000 };

/**
 * Requests over `node:http` and `node:https` with connections that are kept: a third of the CPU time that the
 * platform's `fetch` takes for small requests. For the `fetch` option of `createApi` and `createKsef`: it knows what
 * those need, and is not a complete `fetch` (no redirects, no cookies, headers as a plain object).
 *
 * @example
 * ```ts
 * import { Agent } from 'node:https';
 * import { createApi } from '@ksef/api';
 * import { createNodeFetch } from '@ksef/api/node';
 * import { environments } from '@ksef/core';
 *
 * const fetch = createNodeFetch({ httpsAgent: new Agent({ keepAlive: true, maxSockets: 20 }) });
 * const api = createApi({ environment: environments.test, fetch });
 * ```
 */
export function createNodeFetch(options: NodeFetchOptions = {}): Fetch {
  const { httpsAgent = new HttpsAgent(keepingAlive), httpAgent = new HttpAgent(keepingAlive) } = options;
  const connectTimeoutMs = options.connectTimeoutMs ?? 10_000;
  return (url, init) =>
    new Promise<FetchResponse>((resolve, reject) => {
      init.signal?.throwIfAborted();
      const secure = url.startsWith('https:');
      const request = open(secure ? httpsRequest : httpRequest, url, {
        agent: secure ? httpsAgent : httpAgent,
        method: init.method ?? 'GET',
        headers: headersOf(init),
      });
      endOnAbort(request, init.signal, reject);
      const isConnected = watchConnecting(request, secure, connectTimeoutMs);
      request.on('response', (message) => resolve(nodeResponse(message)));
      // Stays for good: what fails after the response's head is told by the response's body.
      request.on('error', (error) => reject(isConnected() ? error : unsent(error)));
      // Node closes the connection in silence when it is asked to speak another protocol (101).
      request.on('upgrade', (_message, socket) => socket.destroy());
      request.on('close', () => reject(new Error('the connection was closed without a response')));
      const { body } = init;
      if (body instanceof ReadableStream) {
        // Why a body broke off is known here alone: the request itself only says that it hung up.
        pipeline(Readable.fromWeb(body as NodeReadableStream), request, (cause) => cause && reject(cause));
      } else {
        request.end(body);
      }
    });
}

/** Makes the request; what Node refuses to send is marked as not sent. */
function open(make: typeof httpRequest, url: string, options: RequestOptions): ClientRequest {
  try {
    return make(url, options);
  } catch (error) {
    throw unsent(error);
  }
}

/** Marks an error as one of connecting: a certificate that was refused names no step, and nothing was sent. */
function unsent(error: unknown): unknown {
  return Object.assign(error as object, { syscall: 'connect' });
}

/** Node's own way ends a response that is being read without saying why. */
function endOnAbort(
  request: ClientRequest,
  signal: AbortSignal | null | undefined,
  reject: (reason: unknown) => void,
): void {
  if (!signal) return;
  let message: IncomingMessage | undefined;
  request.on('response', (begun) => {
    message = begun;
  });
  const off = onAbort(signal, () => {
    // Whatever the connection does, the call ends.
    reject(signal.reason);
    (message ?? request).destroy(signal.reason);
  });
  request.once('close', off);
}

let shared: Fetch | undefined;

/** {@link createNodeFetch} as it comes, with connections that the whole process shares. */
export const nodeFetch: Fetch = (url, init) => {
  shared ??= createNodeFetch();
  return shared(url, init);
};

function headersOf({ headers }: RequestInit): Record<string, string> {
  const given = { ...(headers as Record<string, string> | undefined) };
  // Part of a compressed document would be of no use.
  return 'range' in given ? given : { 'accept-encoding': encodings, ...given };
}
