import { getEventListeners } from 'node:events';
import { Agent, createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { createNodeFetch } from '../../src/node/node-fetch.js';
import { json, setUp, startServer, unsafe } from '../support/server.js';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** A server that is told only of the heads of requests. */
async function listen(answer: RequestListener): Promise<{ url: string; server: Server }> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(
    () => server.closeAllConnections(),
    () => server.close(),
  );
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

describe('an answer', () => {
  it.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
  ])('may come compressed with %s', async (encoding, compress) => {
    const text = 'zażółć '.repeat(5_000);
    const { url } = await listen((request, response) => {
      expect(request.headers['accept-encoding']).toContain(encoding);
      response.writeHead(200, { 'content-encoding': encoding }).end(compress(text));
    });
    const fetch = createNodeFetch();
    expect(await (await fetch(url, {})).text()).toBe(text);
    expect(Buffer.from(await (await fetch(url, {})).arrayBuffer()).toString()).toBe(text);
    expect(await new Response((await fetch(url, {})).body as BodyInit).text()).toBe(text);
  });

  it('that is damaged is an error for its reader', async () => {
    const { url } = await listen((_, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end('no gzip'),
    );
    await expect((await createNodeFetch()(url, {})).text()).rejects.toThrow('incorrect header');
  });

  it('of part of a document is not asked for in compressed form', async () => {
    const { url } = await listen((request, response) =>
      response.writeHead(206).end(request.headers['accept-encoding'] ?? 'none'),
    );
    expect(await (await createNodeFetch()(url, { headers: { range: 'bytes=1-' } })).text()).toBe('none');
  });

  it.each([[204], [200]])('without content has no body, and frees its connection: %i', async (status) => {
    const { url, server } = await listen((_, response) =>
      response.writeHead(status, { 'content-length': '0' }).end(),
    );
    let connections = 0;
    server.on('connection', () => connections++);
    const fetch = createNodeFetch();
    for (let count = 0; count < 5; count++) {
      const { body } = await fetch(url, {});
      expect(body).toBeNull();
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(connections).toBeLessThan(5);
  });
});

describe('a connection', () => {
  it('serves one request after another', async () => {
    const { url, server } = await listen((_, response) => response.end('{}'));
    let connections = 0;
    server.on('connection', () => connections++);
    const fetch = createNodeFetch();
    for (let count = 0; count < 20; count++) await (await fetch(url, {})).text();
    expect(connections).toBe(1);
  });

  it('that does not come about in time means that nothing was sent: any operation is repeated', async () => {
    const server = await startServer((_, response) => json(response, 200, { done: true }));
    closing.push(() => void server.close());
    let asked = 0;
    // Only the first connection goes where nobody answers (TEST-NET-1 of RFC 5737).
    const agent = new Agent();
    const connect = agent.createConnection.bind(agent);
    agent.createConnection = (options, callback) =>
      connect(asked++ === 0 ? { ...options, host: '192.0.2.1' } : options, callback);
    const { api } = setUp(server.url, {
      fetch: createNodeFetch({ httpAgent: agent, connectTimeoutMs: 100 }),
    });
    expect(await api.request(unsafe, { body: {} })).toEqual({ done: true });
    expect(asked).toBe(2);
    expect(server.received).toHaveLength(1);
  });
});

describe('a body', () => {
  it('that fails half-way ends the request, which the server sees cut', async () => {
    let told: unknown;
    let arrived = () => {};
    const arrival = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const { url } = await listen((request) => {
      request.on('data', arrived);
      request.on('error', (error) => {
        told = error;
      });
    });
    let pulls = 0;
    const body = new ReadableStream<Uint8Array>({
      async pull(controller) {
        if (pulls++ === 0) return controller.enqueue(new Uint8Array(1_000));
        await arrival;
        controller.error(new Error('the disk is gone'));
      },
    });
    const sent = createNodeFetch()(url, { method: 'PUT', headers: { 'content-length': '5000' }, body });
    await expect(sent).rejects.toThrow('the disk is gone');
    await expect.poll(() => told).toMatchObject({ code: 'ECONNRESET' });
  });

  it('stops with the signal, and its source is told', async () => {
    const { url } = await listen((request) => request.resume());
    const stop = new AbortController();
    let cancelled: unknown;
    const body = new ReadableStream<Uint8Array>({
      async pull(controller) {
        await new Promise((resolve) => setTimeout(resolve, 5));
        controller.enqueue(new Uint8Array(10));
      },
      cancel: (reason) => {
        cancelled = reason;
      },
    });
    const sent = createNodeFetch()(url, { method: 'PUT', body, signal: stop.signal });
    const reason = new Error('enough');
    setTimeout(() => stop.abort(reason), 50);
    await expect(sent).rejects.toBe(reason);
    await expect.poll(() => cancelled).toBeInstanceOf(Error);
  });

  it('sends nothing once the signal has aborted, and forgets a signal when the answer is read', async () => {
    let asked = 0;
    const { url } = await listen((_request, response) => {
      asked++;
      response.end('{}');
    });
    const reason = new Error('enough');
    await expect(createNodeFetch()(url, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect(asked).toBe(0);
    const { signal } = new AbortController();
    const answer = await createNodeFetch()(url, { signal });
    expect(await answer.text()).toBe('{}');
    await expect.poll(() => getEventListeners(signal, 'abort').length).toBe(0);
  });
});
