import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readRange } from '../../../src/receiving/exports/read-range.js';

const content = randomBytes(6_000_001);
let folder: string;
let file: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ksef-read-range-'));
  file = join(folder, 'part');
  await writeFile(file, content);
});

afterAll(() => rm(folder, { recursive: true }));

/** A server that sends the range, and its answer. */
async function served(start: number, end: number) {
  const server = createServer((_request, response) => readRange(file, start, end).pipe(response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const asked = request({ port, host: '127.0.0.1' }).end();
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  return { answer, close: () => server.close() };
}

test.each([
  [0, content.length - 1],
  [1, 1],
  [524_287, 3_000_000],
])('sends bytes %i to %i', async (start, end) => {
  const { answer, close } = await served(start, end);
  expect(Buffer.compare(await buffer(answer), content.subarray(start, end + 1))).toBe(0);
  close();
});

test('a reader that takes its time gets each byte as it stands in the file', async () => {
  const { answer, close } = await served(0, content.length - 1);
  const chunks: Buffer[] = [];
  for await (const chunk of answer) {
    chunks.push(chunk);
    if (chunks.length % 16 === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  }
  expect(Buffer.compare(Buffer.concat(chunks), content)).toBe(0);
  close();
});

test('a file that is shorter than it should be breaks the answer off', async () => {
  await expect(buffer(readRange(file, 0, content.length))).rejects.toThrow('ends before byte 6000001');
});
