import { KsefApiError, UnknownOutcomeError } from '@ksef/core';
import ky, { type KyInstance } from 'ky';
import { afterEach, describe, expect, it } from 'vitest';
import type { Fetch } from '../../src/fetch-function.js';
import { nodeFetch } from '../../src/node/node-fetch.js';
import {
  type Handler,
  json,
  publicRead,
  type Server,
  safe,
  secret,
  setUp,
  startServer,
  unsafe,
} from '../support/server.js';

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});
const serve = async (handle: Handler) => {
  const server = await startServer(handle);
  servers.push(server);
  return server;
};
const input = { reference: 'r' };
const ok: Handler = (_, response) => json(response, 200, { done: true });

describe.each<[string, Fetch | undefined]>([
  ['node:http', nodeFetch],
  ['the platform’s fetch', undefined],
])('an instance of ky of one’s own, over %s', (_name, fetch) => {
  const withKy = (url: string, instance: KyInstance) => setUp(url, { ky: instance, fetch });

  describe('may', () => {
    it('see every attempt, with its trace id and its body', async () => {
      const server = await serve((_, response, count) =>
        json(response, count === 1 ? 503 : 200, { count }, { 'x-trace-id': `trace-${count}` }),
      );
      const seen: unknown[] = [];
      const { api } = withKy(
        server.url,
        ky.extend({
          hooks: {
            beforeRequest: [(request) => void seen.push(request.url.slice(server.url.length))],
            afterResponse: [
              async (request, _options, response) => {
                seen.push([
                  request.method,
                  response.status,
                  response.headers.get('x-trace-id'),
                  await response.json(),
                ]);
              },
            ],
          },
        }),
      );
      expect(await api.request(safe, input)).toEqual({ count: 2 });
      expect(seen).toEqual([
        '/v2/things/r',
        ['GET', 503, 'trace-1', { count: 1 }],
        '/v2/things/r',
        ['GET', 200, 'trace-2', { count: 2 }],
      ]);
    });

    it('see the request’s body and never its token', async () => {
      const server = await serve(ok);
      const seen: unknown[] = [];
      const { api } = withKy(
        server.url,
        ky.extend({
          hooks: {
            beforeRequest: [
              async (request) => {
                seen.push(await request.clone().json(), Object.fromEntries(request.headers));
              },
            ],
          },
        }),
      );
      await api.request(unsafe, { body: { name: 'zażółć' } });
      expect(seen[0]).toEqual({ name: 'zażółć' });
      expect(JSON.stringify(seen)).not.toContain(secret);
      expect(JSON.parse(server.received[0]?.body ?? '')).toEqual({ name: 'zażółć' });
    });

    it('add headers, for all requests or from a hook', async () => {
      const server = await serve(ok);
      const { api } = withKy(
        server.url,
        ky.extend({
          headers: { 'x-department': 'billing' },
          hooks: {
            beforeRequest: [
              (request) => request.headers.set('x-span', 'one'),
              (request) =>
                new Request(request, { headers: { ...Object.fromEntries(request.headers), 'x-two': '2' } }),
            ],
          },
        }),
      );
      await api.request(unsafe, { body: { a: 1 } });
      expect(server.received[0]).toMatchObject({
        headers: {
          'x-department': 'billing',
          'x-span': 'one',
          'x-two': '2',
          authorization: `Bearer ${secret}`,
          'content-type': 'application/json',
        },
        body: '{"a":1}',
      });
    });
  });

  describe('cannot', () => {
    it('follow a redirect', async () => {
      const elsewhere = await serve(ok);
      const server = await serve((_, response) =>
        response.writeHead(302, { location: `${elsewhere.url}/stolen` }).end(),
      );
      const { api } = withKy(server.url, ky.extend({ redirect: 'follow' }));
      await expect(api.request(safe, input)).rejects.toMatchObject({ code: 'REDIRECT' });
      await expect(api.presigned({ url: server.url })).rejects.toMatchObject({ code: 'REDIRECT' });
      const part = new Blob(['part']).stream() as ReadableStream<Uint8Array>;
      await expect(api.presigned({ url: server.url, method: 'PUT', body: part })).rejects.toThrow();
      expect(elsewhere.received).toEqual([]);
    });

    it('hide KSeF’s errors, or choose retries and time limits of its own', async () => {
      const server = await serve((_, response) => json(response, 400, {}));
      const { api } = withKy(
        server.url,
        ky.extend({
          throwHttpErrors: false,
          timeout: 1,
          retry: { limit: 9, methods: ['get', 'post'], statusCodes: [400], shouldRetry: () => true },
        }),
      );
      await expect(api.request(safe, input)).rejects.toBeInstanceOf(KsefApiError);
      await expect(api.request(unsafe, { body: {} })).rejects.toBeInstanceOf(KsefApiError);
      expect(server.received).toHaveLength(2);
    });

    it('have no retries where the toolkit has some', async () => {
      const server = await serve((_, response, count) => json(response, count === 1 ? 503 : 200, {}));
      await withKy(server.url, ky.extend({ retry: 0 })).api.request(safe, input);
      expect(server.received).toHaveLength(2);
    });

    it('send the request elsewhere, by its options or from a hook', async () => {
      const elsewhere = await serve(ok);
      const server = await serve(ok);
      const lead = withKy(server.url, ky.extend({ prefixUrl: elsewhere.url, method: 'delete' }));
      await lead.api.request(safe, input);
      expect(server.received[0]?.method).toBe('GET');
      const hook = withKy(
        server.url,
        ky.extend({
          hooks: { beforeRequest: [(request) => new Request(`${elsewhere.url}/v2/stolen`, request)] },
        }),
      );
      await expect(hook.api.request(safe, input)).rejects.toMatchObject({
        code: 'INVALID_OPTION',
        message: 'ky must be without hooks that send, lead elsewhere or answer.',
      });
      expect(server.received).toHaveLength(1);
      expect(elsewhere.received).toEqual([]);
    });

    it('choose who is logged in', async () => {
      const server = await serve(ok);
      const { api } = withKy(server.url, ky.extend({ headers: { authorization: 'Bearer another' } }));
      await api.request(safe, input);
      await api.request(publicRead, {});
      expect(server.received.map(({ headers }) => headers.authorization)).toEqual([
        `Bearer ${secret}`,
        undefined,
      ]);
    });

    it('add anything to presigned requests, or learn their query and body', async () => {
      const server = await serve((_, response) => response.writeHead(201).end());
      const seen: unknown[] = [];
      const { api } = withKy(
        server.url,
        ky.extend({
          headers: { authorization: 'Bearer another', 'x-department': 'billing' },
          hooks: {
            beforeRequest: [
              async (request) => {
                request.headers.set('x-span', 'one');
                seen.push(request.url, await request.text());
              },
            ],
          },
        }),
      );
      await api.presigned({
        url: `${server.url}/part?sig=hidden`,
        method: 'PUT',
        headers: { 'x-ms-blob-type': 'BlockBlob' },
        body: new TextEncoder().encode('part'),
      });
      expect(server.received[0]).toMatchObject({ url: '/part?sig=hidden', body: 'part' });
      const names = Object.keys(server.received[0]?.headers ?? {});
      expect(names).toContain('x-ms-blob-type');
      for (const name of ['authorization', 'x-department', 'x-span']) expect(names).not.toContain(name);
      expect(seen).toEqual([`${server.url}/part`, '']);
    });

    it('send again what must not be sent twice', async () => {
      const server = await serve(ok);
      const { api } = withKy(server.url, ky.extend({ hooks: { afterResponse: [() => ky.retry()] } }));
      await expect(api.request(unsafe, { body: {} })).rejects.toBeInstanceOf(UnknownOutcomeError);
      expect(server.received).toHaveLength(1);
      await expect(api.request(safe, input)).rejects.toMatchObject({ code: 'INVALID_OPTION' });
      expect(server.received).toHaveLength(2);
    });

    it('answer in place of KSeF, or change what it said', async () => {
      const server = await serve(ok);
      const forged = () => Response.json({ done: false });
      const before = withKy(server.url, ky.extend({ hooks: { beforeRequest: [forged] } }));
      await expect(before.api.request(safe, input)).rejects.toMatchObject({ code: 'INVALID_OPTION' });
      expect(server.received).toEqual([]);
      const after = withKy(server.url, ky.extend({ hooks: { afterResponse: [forged] } }));
      expect(await after.api.request(safe, input)).toEqual({ done: true });
    });
  });

  describe('whose hook throws', () => {
    it('before anything was sent, ends the call with that error', async () => {
      const server = await serve(ok);
      const reason = new Error('circuit open');
      const { api } = withKy(
        server.url,
        ky.extend({
          hooks: {
            beforeRequest: [
              () => {
                throw reason;
              },
            ],
          },
        }),
      );
      await expect(api.request(unsafe, { body: {} })).rejects.toBe(reason);
      expect(server.received).toEqual([]);
    });

    it('after the response, ends the call, and leaves the outcome of a POST to be looked up', async () => {
      const server = await serve(ok);
      const reason = new Error('log is full');
      const { api } = withKy(
        server.url,
        ky.extend({
          hooks: {
            afterResponse: [
              () => {
                throw reason;
              },
            ],
          },
        }),
      );
      await expect(api.request(safe, input)).rejects.toBe(reason);
      await expect(api.request(unsafe, { body: {} })).rejects.toMatchObject({
        code: 'UNKNOWN_OUTCOME',
        cause: reason,
      });
      expect(server.received).toHaveLength(2);
    });

    it('after a refusal, leaves the refusal as it is', async () => {
      const server = await serve((_, response) => json(response, 403, {}));
      const { api } = withKy(
        server.url,
        ky.extend({
          hooks: {
            beforeError: [
              (error) => {
                error.message = 'mine';
                return error;
              },
            ],
          },
        }),
      );
      await expect(api.request(unsafe, { body: {} })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    });
  });

  it('may stop the retries', async () => {
    const server = await serve((_, response) => json(response, 503, {}));
    const { api } = withKy(server.url, ky.extend({ hooks: { beforeRetry: [() => ky.stop] } }));
    await expect(api.request(safe, input)).rejects.toMatchObject({ status: 503 });
    expect(server.received).toHaveLength(1);
  });
});

it('refuses what is not an instance of ky', () => {
  expect(() => setUp('http://127.0.0.1:1', { ky: {} as never })).toThrow('ky must be from ky.extend');
});

describe('the trace id', () => {
  it.each([
    ['x-trace-id', 'abc', 'abc'],
    [
      'traceparent',
      '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
      '0af7651916cd43dd8448eb211c80319c',
    ],
    ['x-trace-id', 'x'.repeat(500), 'x'.repeat(128)],
    ['x-other', 'abc', undefined],
  ])('in %s is in the event of a success, and in that of a refusal', async (name, value, expected) => {
    const server = await serve((_, response, count) =>
      json(response, count === 1 ? 200 : 403, {}, { [name]: value }),
    );
    const { api, events } = setUp(server.url);
    await api.request(safe, input);
    await expect(api.request(safe, input)).rejects.toMatchObject({ traceId: expected });
    const ids = events.flatMap((event) => (event.type === 'response' ? [event.traceId] : []));
    expect(ids).toEqual([expected, expected]);
  });
});
