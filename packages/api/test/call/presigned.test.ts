import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { type Handler, type Server, setUp, startServer } from '../support/server.js';

let server: Server;
const serve = async (handle: Handler) => {
  server = await startServer(handle);
  return server.url;
};
afterEach(() => server?.close());

describe('a presigned request', () => {
  it('has exactly the method and headers given, and no bearer', async () => {
    const url = await serve((_, response) => response.writeHead(201).end());
    const { api, events } = setUp(url);
    const response = await api.presigned({
      url: `${url}/part?sig=hidden`,
      method: 'PUT',
      headers: { 'x-ms-blob-type': 'BlockBlob' },
      body: new TextEncoder().encode('part'),
    });
    expect(response.status).toBe(201);
    expect(server.received[0]).toMatchObject({ method: 'PUT', url: '/part?sig=hidden', body: 'part' });
    const headers = server.received[0]?.headers;
    expect(headers?.['x-ms-blob-type']).toBe('BlockBlob');
    for (const name of ['authorization', 'x-error-format', 'content-type'])
      expect(headers).not.toHaveProperty(name);
    expect(JSON.stringify(events)).not.toContain('hidden');
  });

  it('streams its body, with the length given', async () => {
    const url = await serve((_, response) => response.writeHead(201).end());
    const body = new Blob(['streamed']).stream() as ReadableStream<Uint8Array>;
    await setUp(url).api.presigned({ url, method: 'PUT', headers: { 'content-length': '8' }, body });
    expect(server.received[0]).toMatchObject({ body: 'streamed', headers: { 'content-length': '8' } });
  });

  it.each(['http://storage.example/x?sig=hidden', 'ftp://127.0.0.1/x', 'not a url hidden'])(
    'refuses %s',
    async (url) => {
      const error = await setUp('http://127.0.0.1:1')
        .api.presigned({ url })
        .catch((caught: unknown) => caught);
      expect(error).toMatchObject({ code: 'INVALID_PRESIGNED_URL' });
      expect(inspect(error)).not.toContain('hidden');
    },
  );

  it('follows no redirect', async () => {
    const url = await serve((_, response) =>
      response.writeHead(307, { location: 'http://127.0.0.1:1/x' }).end(),
    );
    const { api } = setUp(url);
    await expect(api.presigned({ url })).rejects.toMatchObject({ code: 'REDIRECT' });
    expect(server.received).toHaveLength(1);
  });

  it('is repeated after a failure only when it is a GET', async () => {
    const url = await serve((_, response, count) => response.writeHead(count % 2 === 1 ? 503 : 200).end());
    const { api } = setUp(url);
    expect((await api.presigned({ url })).status).toBe(200);
    expect((await api.presigned({ url, method: 'PUT', body: new Uint8Array(1) })).status).toBe(503);
    expect(server.received).toHaveLength(3);
  });

  it('hands over errors of the storage as they are', async () => {
    const url = await serve((_, response) => response.writeHead(403).end('denied'));
    const response = await setUp(url).api.presigned({ url });
    expect([response.status, await response.text()]).toEqual([403, 'denied']);
  });

  it('ends at its timeout and with its signal, and its errors hide the address’s query', async () => {
    const url = await serve(() => undefined);
    const { api } = setUp(url, { retries: 0 });
    const error = await api
      .presigned({ url: `${url}/x?sig=hidden`, timeoutMs: 500 })
      .catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: 'TIMEOUT' });
    expect(inspect(error, { depth: 9 })).not.toContain('hidden');
    await expect(api.presigned({ url, signal: AbortSignal.timeout(30) })).rejects.toMatchObject({
      name: 'TimeoutError',
    });
  });

  it('reads a body for longer than the timeout of its head', async () => {
    const url = await serve((_, response) => {
      response.writeHead(200).write('a');
      setTimeout(() => response.end('b'), 1_500);
    });
    const response = await setUp(url).api.presigned({ url, timeoutMs: 1_000 });
    expect(await response.text()).toBe('ab');
  });

  it('has with a body ten minutes, not the client’s time, unless it is given one', async () => {
    const slow: Handler = (_, response) => void setTimeout(() => response.writeHead(201).end(), 400);
    const url = await serve(slow);
    const { api } = setUp(url, { timeoutMs: 100, retries: 0 });
    const upload = { url, method: 'PUT', body: new Uint8Array(1) };
    expect((await api.presigned(upload)).status).toBe(201);
    await expect(api.presigned({ ...upload, timeoutMs: 100 })).rejects.toMatchObject({ code: 'TIMEOUT' });
    await expect(api.presigned({ url })).rejects.toMatchObject({ code: 'TIMEOUT' });
  });

  it('is repeated as often as the client says, with growing waits, and hands the last answer over', async () => {
    const url = await serve((_, response) => response.writeHead(500).end('away'));
    const { api, clock } = setUp(url, { retries: 2 });
    const response = await api.presigned({ url });
    expect([response.status, await response.text()]).toEqual([500, 'away']);
    expect(server.received).toHaveLength(3);
    expect(clock.sleeps).toHaveLength(2);
    expect(clock.sleeps[1]).toBeGreaterThanOrEqual(250);
  });

  it('is repeated after a cut connection, as a GET only, and then fails', async () => {
    const cut: Handler = (_, response) => response.destroy();
    const url = await serve((request, response, count) =>
      count === 1 ? cut(request, response, count) : response.writeHead(200).end(),
    );
    const { api } = setUp(url, { retries: 1 });
    expect((await api.presigned({ url })).status).toBe(200);
    await server.close();
    const always = setUp(await serve(cut), { retries: 1 }).api;
    await expect(always.presigned({ url: server.url })).rejects.toMatchObject({ code: 'NETWORK' });
    expect(server.received).toHaveLength(2);
    await expect(always.presigned({ url: server.url, method: 'PUT' })).rejects.toMatchObject({
      code: 'NETWORK',
    });
    expect(server.received).toHaveLength(3);
  });

  it('hears the caller’s signal while its body is read, long after its head came', async () => {
    const url = await serve((_, response) => void response.writeHead(200).write('a'));
    const stop = new AbortController();
    const response = await setUp(url).api.presigned({ url, signal: stop.signal });
    const reader = response.body?.getReader();
    expect(new TextDecoder().decode((await reader?.read())?.value as Uint8Array)).toBe('a');
    const rest = reader?.read();
    const reason = new Error('enough');
    stop.abort(reason);
    await expect(rest).rejects.toBe(reason);
  });

  it.each([300, 399])('follows nothing at %i', async (status) => {
    const url = await serve((_, response) => response.writeHead(status).end());
    await expect(setUp(url).api.presigned({ url })).rejects.toMatchObject({ code: 'REDIRECT', status });
  });

  it('takes what browsers make of a redirect for one', async () => {
    const { api } = setUp('http://127.0.0.1:1', { fetch: async () => Response.error() });
    await expect(api.presigned({ url: 'http://127.0.0.1:1' })).rejects.toMatchObject({ code: 'REDIRECT' });
  });
});
