import { getEventListeners } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { KsefError } from '@ksef/core';
import { untilAborted } from '@ksef/core/internal';
import { seededRandom } from '@ksef-tools/testing/random';
import ky, { type KyInstance } from 'ky';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApi } from '../../src/client/create-api.js';
import type { Fetch } from '../../src/fetch-function.js';
import { createNodeFetch } from '../../src/node/node-fetch.js';
import type { AnswerShape, Operation } from '../../src/operation.js';
import { readBytes } from '../../src/response/read-bytes.js';
import { safe, unsafe } from '../support/server.js';

const timeoutMs = 400;
const servers = Number(process.env.SERVERS ?? 2_000);

/** Numbers of a seed: a server that fails a test is found again by its number. */
function randomOf(seed: number): (below: number) => number {
  const next = seededRandom(seed + 0x9e3779b9);
  return (below) => (next() * 2 ** 32) % below;
}

type Random = ReturnType<typeof randomOf>;
const oneOf = <T>(random: Random, ...all: readonly T[]): T => all[random(all.length)] as T;

const bodies = [
  '',
  '{"ok":true}',
  'null',
  '[]',
  '{}',
  '"x"',
  '{"supportID":"1"}',
  '{"ok":tr',
  '<html></html>',
  '\u0000\u00ff',
];

/** All that a server of this number sends, and what it does after that. */
function behaviourOf(seed: number) {
  const random = randomOf(seed);
  const status = oneOf(
    random,
    200,
    200,
    200,
    201,
    202,
    204,
    205,
    206,
    101,
    100,
    302,
    304,
    400,
    401,
    403,
    404,
    408,
    410,
    429,
    500,
    502,
    503,
    504,
    599,
    999,
  );
  const text = oneOf(random, ...bodies);
  const encoding = oneOf(random, '', '', '', 'gzip', 'deflate', 'br', 'x-gzip', 'zstd', 'identity', 'GZIP');
  const compressors: Readonly<Record<string, (text: string) => Buffer>> = {
    gzip: gzipSync,
    'x-gzip': gzipSync,
    GZIP: gzipSync,
    deflate: deflateSync,
    br: brotliCompressSync,
  };
  const compress = compressors[encoding];
  // Gateways leave the header on bodies that they have changed.
  const isCompressed = compress !== undefined && random(2) === 0;
  const body = isCompressed ? compress(text) : Buffer.from(text, 'latin1');
  const framing = oneOf(
    random,
    'length',
    'length',
    'chunked',
    'none',
    'short',
    'long',
    'zero',
    'twice',
    'both',
  );
  const headers = [`HTTP/1.1 ${status} ${oneOf(random, 'OK', '', 'Żółć')}`];
  if (encoding !== '') headers.push(`Content-Encoding: ${encoding}`);
  headers.push(
    `Content-Type: ${oneOf(random, 'application/json', 'application/problem+json', 'text/html', 'text/plain', '')}`,
  );
  if (framing === 'length' || framing === 'twice' || framing === 'both')
    headers.push(`Content-Length: ${body.byteLength}`);
  if (framing === 'twice') headers.push(`Content-Length: ${body.byteLength + 1}`);
  if (framing === 'short') headers.push(`Content-Length: ${Math.max(0, body.byteLength - 1)}`);
  if (framing === 'long') headers.push(`Content-Length: ${body.byteLength + 5}`);
  if (framing === 'zero') headers.push('Content-Length: 0');
  const isChunked = framing === 'chunked' || framing === 'both';
  if (isChunked) headers.push('Transfer-Encoding: chunked');
  if (random(8) === 0)
    headers.push(
      `Retry-After: ${oneOf(random, '0', '-5', '1', '9999999999', '1e400', 'soon', 'Sun, 01 Feb 2026 10:00:07 GMT')}`,
    );
  if (random(8) === 0) headers.push('Upgrade: websocket', 'Connection: Upgrade');
  if (random(8) === 0) headers.push('Connection: close');
  if (random(20) === 0) headers.push('Location: http://127.0.0.1:1/elsewhere');
  if (random(20) === 0) headers.push(`X-System-Warning: ${'['.repeat(2_000)}`);
  if (random(40) === 0)
    headers.push(...Array.from({ length: 1_000 }, (_, index) => `X-${index}: ${'x'.repeat(1_000)}`));
  if (random(40) === 0) headers.push('broken header');
  const head = `${headers.join('\r\n')}\r\n\r\n`;
  const trailer = isChunked && random(3) === 0 ? 'X-Trailer: 1\r\n' : '';
  const framed = isChunked
    ? Buffer.concat([
        Buffer.from(`${body.byteLength.toString(16)}\r\n`),
        body,
        Buffer.from(body.byteLength > 0 ? `\r\n0\r\n${trailer}\r\n` : `${trailer}\r\n`),
      ])
    : body;
  const informational =
    random(10) === 0 ? 'HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n'.repeat(1 + random(3)) : '';
  const all = Buffer.concat([Buffer.from(informational + head, 'latin1'), framed]);
  return {
    random,
    isEndless: random(25) === 0,
    /** Reset after so many bytes. */
    cutAt: random(3) === 0 ? random(all.byteLength + 1) : undefined,
    cutBy: oneOf(random, 'reset', 'end', 'silence'),
    isSlow: random(15) === 0,
    isEarly: random(10) === 0,
    after: oneOf(random, 'keep', 'keep', 'end', 'reset', 'garbage'),
    all,
  };
}

async function answer(socket: Socket, seed: number): Promise<void> {
  const { all, cutAt, cutBy, isSlow, isEndless, after } = behaviourOf(seed);
  const sent = all.subarray(0, cutAt);
  if (isSlow) {
    for (const byte of sent.subarray(0, 60)) {
      if (socket.destroyed) return;
      socket.write(Buffer.of(byte));
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    socket.write(sent.subarray(60));
  } else socket.write(sent);
  if (isEndless) {
    const chunk = Buffer.alloc(65_536, '1');
    const more = () => {
      while (!socket.destroyed && socket.write(chunk));
    };
    socket.on('drain', more);
    more();
    return;
  }
  const end = cutAt === undefined ? after : cutBy;
  if (end === 'reset') socket.resetAndDestroy();
  else if (end === 'end') socket.end();
  else if (end === 'garbage') socket.write('garbage\r\n\r\n');
}

/** One server for all behaviours: which of them is asked for stands in the path. */
function serve(): Server {
  return createServer((socket) => {
    socket.on('error', () => {});
    let text = '';
    let seed: number | undefined;
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1');
      seed ??=
        Number(/\/v2\/(?:things|part)\/?s?(\d+)?/.exec(text)?.[1] ?? /x-seed: (\d+)/.exec(text)?.[1]) ||
        undefined;
      if (seed === undefined) return;
      const isWhole = text.includes('\r\n\r\n');
      if (!isWhole && !behaviourOf(seed).isEarly) return;
      const chosen = seed;
      seed = undefined;
      text = '';
      answer(socket, chosen).catch(() => socket.destroy());
    });
  });
}

const shape: AnswerShape = { ok: 'boolean' };
const read: Operation = { ...safe, path: '/things/s{reference}', query: [] };
const write: Operation = { ...unsafe, path: '/things/s{reference}' };
const document: Operation = { ...read, response: 'bytes' };
const nothing: Operation = { ...write, response: 'none' };

describe.each<[string, () => Fetch | undefined, KyInstance | undefined]>([
  ['nodeFetch', () => createNodeFetch(), undefined],
  ['what Node gets by default', () => undefined, undefined],
  ['fetch', () => globalThis.fetch, undefined],
  [
    'nodeFetch and a ky of one’s own',
    () => createNodeFetch(),
    ky.extend({ hooks: { afterResponse: [async (_r, _o, response) => void (await response.text())] } }),
  ],
])('servers that do anything HTTP allows, over %s', (_name, makeFetch, instance) => {
  let server: Server;
  let origin: string;
  const unhandled: unknown[] = [];
  const note = (reason: unknown) => {
    // Node 20's own fetch may fail an assertion of its parser, outside of every promise, when a server ends a response
    // early: nothing above it can catch that, which is why `nodeFetch` exists and must leave nothing at all.
    const parser = /Parser\.onMessageComplete \(node:internal\/deps\/undici/.test(
      String((reason as Error)?.stack),
    );
    if (makeFetch() !== globalThis.fetch || !parser) unhandled.push(reason);
  };

  beforeAll(async () => {
    process.on('unhandledRejection', note);
    process.on('uncaughtException', note);
    server = serve();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
  });
  afterAll(() => {
    process.off('unhandledRejection', note);
    process.off('uncaughtException', note);
    server.close();
  });

  it(`end every call in time, typed, and leave nothing behind (${servers} servers)`, {
    timeout: 280_000,
  }, async () => {
    const fetch = makeFetch();
    const stop = new AbortController();
    const api = createApi({
      environment: { name: 'any', apiUrl: `${origin}/v2`, qrUrl: origin },
      accessToken: () => 'a-secret-token',
      context: '5265877635' as never,
      timeoutMs,
      overallTimeoutMs: timeoutMs * 2,
      retries: 0,
      ...(fetch && { fetch }),
      ...(instance && { ky: instance }),
    });
    const call = (seed: number): Promise<unknown> => {
      const input = { reference: String(seed), body: { text: 'x' } };
      const options = { signal: stop.signal, bearer: `a-secret-token-${seed}` };
      switch (seed % 6) {
        case 0:
          return api.request(write, input, options, shape);
        case 1:
          return api.request(document, input, options);
        case 2:
          return api.request(nothing, input, options);
        case 3: {
          const url = `${origin}/v2/part/${seed}`;
          // Bodies that are handed over are read for as long as their reader likes.
          const limit = new AbortController();
          setTimeout(() => limit.abort(new Error('read for long enough')), 8 * timeoutMs);
          const response = api.presigned({ url, timeoutMs, signal: limit.signal });
          // Ended by hand, as every reader of the toolkit does: Node 20 may lose the signal of a response's body.
          return response.then((one) =>
            untilAborted(readBytes(one, 1_000_000), limit.signal).catch(() => undefined),
          );
        }
        case 4: {
          const body = new Blob(['x'.repeat(100_000)]).stream() as ReadableStream<Uint8Array>;
          const headers = { 'content-length': '100000', 'x-seed': String(seed) };
          return api.presigned({
            url: `${origin}/v2/part/${seed}`,
            method: 'PUT',
            headers,
            body,
            timeoutMs,
            signal: stop.signal,
          });
        }
        default:
          return api.request(read, input, options, shape);
      }
    };

    const odd: string[] = [];
    const before = process.memoryUsage().rss;
    let peak = 0;
    const queue = Array.from({ length: servers }, (_, index) => index + 1);
    const worker = async () => {
      for (let seed = queue.pop(); seed !== undefined; seed = queue.pop()) {
        const start = performance.now();
        const result = await Promise.race([
          call(seed).then(
            () => undefined,
            (error: unknown) => error,
          ),
          new Promise((resolve) => setTimeout(resolve, 30 * timeoutMs, 'hangs').unref()),
        ]);
        const tookMs = performance.now() - start;
        if (result !== undefined && !(result instanceof KsefError))
          odd.push(
            `server ${seed}: ${result instanceof Error ? result.stack : String(result)} after ${tookMs.toFixed(0)} ms`,
          );
        peak = Math.max(peak, process.memoryUsage().rss - before);
      }
    };
    await Promise.all(Array.from({ length: 64 }, worker));
    expect(odd).toEqual([]);
    expect(unhandled).toEqual([]);
    await expect.poll(() => getEventListeners(stop.signal, 'abort').length, { timeout: 10_000 }).toBe(0);
    expect(peak / 1e6).toBeLessThan(400);
  });
});
