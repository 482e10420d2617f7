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
  /** Agent for `https:` addresses: your own for a proxy, certificates or limits. */
  readonly httpsAgent?: HttpAgent | undefined;
  /** Agent for `http:` addresses, e.g. of an emulator. */
  readonly httpAgent?: HttpAgent | undefined;
  /** Timeout of connecting, in milliseconds. Default 10 000. */
  readonly connectTimeoutMs?: number | undefined;
}

// Idle connections are closed before servers usually do it: a request sent on a connection that is just being closed is
// lost.
const keepingAlive = { keepAlive: true, timeout: 4_000 };

/**
 * Requests over `node:http` and `node:https` with keep-alive connections: a third of the CPU time that the platform's
 * `fetch` takes for small requests. For the `fetch` option of `createApi` and `createKsef`. It supports what they need,
 * and is not a complete `fetch` (no redirects, no cookies, headers as a plain object).
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
      // This listener stays: failures after the response's head are reported by the response's body.
      request.on('error', (error) => reject(isConnected() ? error : unsent(error)));
      // Node closes the connection without an error when it is asked to switch protocols (101).
      request.on('upgrade', (_message, socket) => socket.destroy());
      request.on('close', () => reject(new Error('the connection was closed without a response')));
      const { body } = init;
      if (body instanceof ReadableStream) {
        // Only here is it known why a body broke off: the request itself only reports "socket hang up".
        pipeline(Readable.fromWeb(body as NodeReadableStream), request, (cause) => cause && reject(cause));
      } else {
        request.end(body);
      }
    });
}

/** Creates the request. If Node refuses to send it, the error is marked as not sent. */
function open(make: typeof httpRequest, url: string, options: RequestOptions): ClientRequest {
  try {
    return make(url, options);
  } catch (error) {
    throw unsent(error);
  }
}

/** Marks an error as a connection error: the error of a rejected certificate names no step, and nothing was sent. */
function unsent(error: unknown): unknown {
  return Object.assign(error as object, { syscall: 'connect' });
}

/** Node's own way ends a response that is being read without a reason. */
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

/** {@link createNodeFetch} with default options, and connections that the whole process shares. */
export const nodeFetch: Fetch = (url, init) => {
  shared ??= createNodeFetch();
  return shared(url, init);
};

function headersOf({ headers }: RequestInit): Record<string, string> {
  const given = { ...(headers as Record<string, string> | undefined) };
  // Part of a compressed document would be useless.
  return 'range' in given ? given : { 'accept-encoding': encodings, ...given };
}
