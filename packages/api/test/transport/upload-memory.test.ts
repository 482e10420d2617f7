import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import ky from 'ky';
import { describe, expect, it } from 'vitest';
import type { Fetch } from '../../src/fetch-function.js';
import { nodeFetch } from '../../src/node/node-fetch.js';
import type { ApiOptions } from '../../src/settings/api-options.js';
import { setUp } from '../support/server.js';

const megabyte = 1024 * 1024;
const size = 300 * megabyte;
const before = process.memoryUsage().rss;

/** A part that is made while it is read, and the most memory that was held meanwhile. */
function watchedPart(): { readonly body: ReadableStream<Uint8Array>; peakMegabytes(): number } {
  let left = size;
  let peak = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      peak = Math.max(peak, process.memoryUsage().rss - before);
      controller.enqueue(new Uint8Array(megabyte / 4).fill(left % 251));
      left -= megabyte / 4;
      if (left === 0) controller.close();
    },
  });
  return { body, peakMegabytes: () => Math.round(peak / megabyte) };
}

describe.each<[string, Fetch | undefined]>([
  ['node:http', nodeFetch],
  ['the platform’s fetch', undefined],
])('over %s', (_name, fetch) => {
  it.each<[string, Partial<ApiOptions>]>([
    ['without hooks', {}],
    ['with an instance of one’s own', { ky: ky.extend({ hooks: { afterResponse: [async () => {}] } }) }],
  ])('the upload of a part takes constant memory, %s', { timeout: 60_000 }, async (_case, options) => {
    let received = 0;
    const server = createServer((request, response) => {
      request.on('data', (chunk: Buffer) => {
        received += chunk.byteLength;
      });
      request.on('end', () => response.writeHead(201).end());
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    try {
      const { body, peakMegabytes } = watchedPart();
      const { api } = setUp(url, { fetch, ...options });
      const headers = { 'content-length': String(size) };
      expect((await api.presigned({ url, method: 'PUT', headers, body })).status).toBe(201);
      expect(received).toBe(size);
      expect(peakMegabytes()).toBeLessThan(150);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });
});
