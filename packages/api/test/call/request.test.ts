import { InvalidInputError, MissingContextError, runInContext, toContext } from '@ksef/core';
import { afterEach, describe, expect, it } from 'vitest';
import { createApi } from '../../src/client/create-api.js';
import type { Fetch } from '../../src/fetch-function.js';
import { contractVersion, createKsefTokenOperation } from '../../src/generated/index.js';
import { slidingWindowLimiter } from '../../src/limiter.js';
import type { Operation } from '../../src/operation.js';
import type { AdmissionRequest } from '../../src/rate-limiter.js';
import {
  type Handler,
  json,
  owner,
  publicRead,
  type Server,
  safe,
  secret,
  setUp,
  startServer,
  unsafe,
} from '../support/server.js';

let server: Server;
const serve = async (handle: Handler) => {
  server = await startServer(handle);
  return server.url;
};
afterEach(() => server?.close());
const input = { reference: 'r' };

describe('a request', () => {
  it('encodes the path, repeats arrays in the query and sends headers by field name', async () => {
    const { api } = setUp(await serve((_, response) => json(response, 200, { ok: true })), {
      userAgent: 'shop/1',
    });
    await expect(
      api.request(safe, { reference: 'a/b ż', kinds: ['x', 'y'], pageSize: 5, continuationToken: 't' }),
    ).resolves.toEqual({ ok: true });
    const [one] = server.received;
    expect(one?.url).toBe('/v2/things/a%2Fb%20%C5%BC?kinds=x&kinds=y&pageSize=5');
    expect(one?.headers).toMatchObject({
      authorization: `Bearer ${secret}`,
      'x-continuation-token': 't',
      'x-error-format': 'problem-details',
      'user-agent': 'shop/1',
    });
  });

  it('says for which version of the API the toolkit was made', async () => {
    const { api } = setUp(await serve((_, response) => json(response, 200, {})));
    await api.request(safe, input);
    expect(server.received[0]?.headers['user-agent']).toBe(`ksef-toolkit KSeF-API/${contractVersion}`);
    expect(contractVersion).toMatch(/^2\.\d+\.\d+$/);
  });

  it('runs revisions of operations that are newer than this release', async () => {
    const { api } = setUp(
      await serve((_, response) =>
        json(response, 201, { token: 't', validTo: '2027-06-01T00:00:00Z', kind: { code: 'futureValue' } }),
      ),
    );
    const revised: Operation = {
      ...createKsefTokenOperation,
      path: '/tokens/r2',
      query: ['variant'],
      headers: { revision: 'X-Revision' },
    };
    const body = { permissions: ['InvoiceRead'], description: 'd', validityDays: 90 };
    await expect(api.request(revised, { body, variant: 'b', revision: '2' })).resolves.toEqual({
      token: 't',
      validTo: '2027-06-01T00:00:00Z',
      kind: { code: 'futureValue' },
    });
    const [one] = server.received;
    expect(one).toMatchObject({ method: 'POST', url: '/v2/tokens/r2?variant=b' });
    expect(one?.headers).toMatchObject({ authorization: `Bearer ${secret}`, 'x-revision': '2' });
    expect(JSON.parse(one?.body ?? '')).toEqual(body);
  });

  it('tells the limiter the priority of the call, or that of the client', async () => {
    const priorities: (string | undefined)[] = [];
    const rateLimiter = { admit: async (one: AdmissionRequest) => void priorities.push(one.priority) };
    const { api } = setUp(await serve((_, response) => json(response, 200, {})), { rateLimiter });
    const screen = api.withPriority('interactive');
    await api.request(safe, input);
    await api.request(safe, input, { priority: 'interactive' });
    await screen.inContext(owner).request(safe, input);
    await screen.request(safe, input, { priority: 'background' });
    expect(priorities).toEqual([undefined, 'interactive', 'interactive', 'background']);
  });

  it('goes before the others that wait in line, if interactive', async () => {
    const url = await serve((_, response) => json(response, 200, {}));
    const { api } = setUp(url, { rateLimiter: slidingWindowLimiter({ marginMs: 0 }) });
    const narrow = { ...safe, limits: { perSecond: 1 } };
    await api.request(narrow, input);
    const order: string[] = [];
    const ask = (name: string, one: typeof api) => one.request(narrow, input).then(() => order.push(name));
    await Promise.all([ask('job', api), ask('screen', api.withPriority('interactive'))]);
    expect(order).toEqual(['screen', 'job']);
  });

  it.each(['', '.', '..', undefined])('refuses %j as part of a path', async (reference) => {
    const { api } = setUp(await serve((_, response) => json(response, 200, {})));
    await expect(api.request(safe, { reference })).rejects.toMatchObject({
      code: 'MISSING_INPUT',
      input: 'reference',
    });
    expect(server.received).toHaveLength(0);
  });

  it('sends JSON bodies, and neither body nor content type where there is none', async () => {
    const { api } = setUp(await serve((_, response) => json(response, 200, {})));
    await api.request(unsafe, { body: { a: 1 } });
    const { body: _body, ...bodyless } = unsafe;
    await api.request(bodyless, {});
    expect(server.received[0]).toMatchObject({
      body: '{"a":1}',
      headers: { 'content-type': 'application/json' },
    });
    expect(server.received[1]?.body).toBe('');
    expect(server.received[1]?.headers).not.toHaveProperty('content-type');
  });

  it('answers bytes with the hash that KSeF states, and nothing where nothing is promised', async () => {
    const { api } = setUp(
      await serve((_, response) => response.writeHead(200, { 'x-ms-meta-hash': 'h=' }).end('<Faktura/>')),
    );
    const document = await api.request<{ bytes: Uint8Array; contentHash: string }>(
      { ...safe, response: 'bytes' },
      input,
    );
    expect(document.bytes).toEqual(new TextEncoder().encode('<Faktura/>'));
    expect(document.contentHash).toBe('h=');
    await expect(api.request({ ...safe, response: 'none' }, input)).resolves.toBeUndefined();
  });

  it('downloads a document as a stream', async () => {
    const { api } = setUp(
      await serve((_, response) =>
        response.writeHead(200, { 'x-ms-meta-hash': 'h=', 'content-length': '3' }).end('abc'),
      ),
    );
    const { body, contentHash, contentLength } = await api.download({ ...safe, response: 'bytes' }, input);
    expect([contentHash, contentLength]).toEqual(['h=', 3]);
    expect(await new Response(body).text()).toBe('abc');
  });

  it('keeps concurrent calls apart', async () => {
    const { api } = setUp(
      await serve((request, response) =>
        setTimeout(() => json(response, 200, request.url), Math.random() * 20),
      ),
    );
    const names = Array.from({ length: 40 }, (_, index) => `r${index}`);
    const answers = await Promise.all(names.map((reference) => api.request(safe, { reference })));
    expect(answers).toEqual(names.map((name) => `/v2/things/${name}`));
  });
});

describe('the context of a call', () => {
  const tokens = { accessToken: (context: { value: string }) => `token-${context.value}` };
  const used = () => server.received.map((one) => one.headers.authorization);

  it('is the call’s, else the client’s, else the ambient one', async () => {
    const { api } = setUp(await serve((_, response) => json(response, 200, {})), {
      ...tokens,
      context: undefined,
    });
    const other = toContext({ type: 'PeppolId', value: 'PPL000001' });
    await runInContext(owner, () => api.request(safe, input));
    await runInContext(owner, () => api.inContext(other).request(safe, input));
    await api.inContext(other).request(safe, input, { context: owner });
    expect(used()).toEqual([`Bearer token-${owner}`, 'Bearer token-PPL000001', `Bearer token-${owner}`]);
  });

  it('must exist before anything is sent', async () => {
    const { api } = setUp(await serve((_, response) => json(response, 200, {})), { context: undefined });
    await expect(api.request(safe, input)).rejects.toBeInstanceOf(MissingContextError);
    await expect(api.request(publicRead, {})).resolves.toEqual({});
    expect(server.received).toHaveLength(1);
    expect(server.received[0]?.headers).not.toHaveProperty('authorization');
  });

  it('is not needed with a bearer of the call’s own', async () => {
    const { api } = setUp(await serve((_, response) => json(response, 200, {})), {
      context: undefined,
      accessToken: undefined,
    });
    await api.request(safe, input, { bearer: 'login' });
    expect(used()).toEqual(['Bearer login']);
    await expect(api.request(safe, input, { context: owner })).rejects.toMatchObject({
      code: 'MISSING_TOKEN_SOURCE',
    });
  });

  it('takes the token at hand without asking for another', async () => {
    const source = { peek: () => 'at-hand', getToken: () => Promise.reject(new Error('not asked')) };
    const { api } = setUp(await serve((_, response) => json(response, 200, {})));
    await api.withAccessToken(source).request(safe, input);
    expect(used()).toEqual(['Bearer at-hand']);
  });
});

describe('createApi', () => {
  const environment = { name: 'x', apiUrl: 'https://x.example/v2', qrUrl: 'https://x.example' };
  it.each([
    ['no environment', {}],
    ['plain http', { environment: { ...environment, apiUrl: 'http://x.example/v2' } }],
    ['a negative timeout', { environment, timeoutMs: -1 }],
    ['no number', { environment, retries: 'many' }],
    ['a text instead of a token source', { environment, accessToken: 'token' }],
    ['a text instead of a context', { environment, context: '123' }],
  ])('refuses %s', (_name, options) => {
    expect(() => createApi(options as never)).toThrow(InvalidInputError);
  });

  it('calls fetch on no object, as browsers and Cloudflare ask for', async () => {
    let self: unknown = 'not called';
    const fetch: Fetch = async function (this: unknown) {
      self = this;
      return new Response('{}', { headers: { 'content-type': 'application/json' } });
    };
    await createApi({ environment, fetch }).request(publicRead, {});
    expect(self).toBeUndefined();
  });
});
