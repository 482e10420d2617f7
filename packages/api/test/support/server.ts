import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Clock, customEnvironment, nip } from '@ksef/core';
import type { ApiEvent } from '../../src/api-event.js';
import type { Api } from '../../src/client/api.js';
import { createApi } from '../../src/client/create-api.js';
import type { Fetch } from '../../src/fetch-function.js';
import type { Operation } from '../../src/operation.js';
import type { ApiOptions } from '../../src/settings/api-options.js';

export interface Received {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export type Handler = (request: Received, response: ServerResponse, count: number) => void;

export interface Server {
  readonly url: string;
  readonly received: Received[];
  close(): Promise<void>;
}

/** A server that notes what comes and answers with `handle`, told the how-manieth request it is. */
export async function startServer(handle: Handler): Promise<Server> {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const one = {
      method: request.method ?? '',
      url: request.url ?? '',
      headers: request.headers,
      body: await textOf(request),
    };
    received.push(one);
    handle(one, response, received.length);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

export function json(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

export interface TestClock extends Clock {
  readonly sleeps: number[];
}

/** A clock on which waits take no time, and are noted. */
export function quickClock(): TestClock {
  let now = Date.parse('2026-02-01T10:00:00Z');
  const sleeps: number[] = [];
  return {
    sleeps,
    now: () => now,
    async sleep(ms, signal) {
      signal?.throwIfAborted();
      sleeps.push(ms);
      now += ms;
    },
  };
}

export const owner = nip('5265877635');
export const secret = 'eyJhbGciOi.bearer-secret';

let transport: Fetch | undefined;

/** Lets the tests that follow send their requests another way than over the platform's fetch. */
export function sendOver(fetch: Fetch): void {
  transport = fetch;
}

export interface Setup {
  readonly api: Api;
  readonly events: ApiEvent[];
  readonly clock: TestClock;
}

export function setUp(url: string, options: Partial<ApiOptions> = {}): Setup {
  const clock = quickClock();
  const events: ApiEvent[] = [];
  const environment = customEnvironment({ name: 'local', apiUrl: `${url}/v2`, qrUrl: url });
  const api = createApi({
    environment,
    clock,
    context: owner,
    fetch: transport,
    accessToken: () => secret,
    onEvent: (event) => events.push(event),
    ...options,
  });
  return { api, events, clock };
}

export const safe: Operation = {
  id: 'readThing',
  method: 'GET',
  path: '/things/{reference}',
  bearer: true,
  safeToRepeat: true,
  group: 'things',
  response: 'json',
  query: ['kinds', 'pageSize'],
  headers: { continuationToken: 'x-continuation-token' },
};

export const unsafe: Operation = {
  id: 'makeThing',
  method: 'POST',
  path: '/things',
  bearer: true,
  safeToRepeat: false,
  group: 'things',
  response: 'json',
  body: 'application/json',
};

export const publicRead: Operation = { ...safe, id: 'readKeys', path: '/keys', bearer: false };
