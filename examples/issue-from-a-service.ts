// A service that issues an invoice for each order, and answers before KSeF does. Killed or stopped, it goes on where it
// was. `npx tsx issue-from-a-service.ts [FOLDER]`; PORT, and KSEF_* as for the other programs.
//   POST /orders/ID  the invoice, XML: 202 as soon as it is on the disk
//   GET /orders/ID   what became of it; GET /orders/ID/upo the receipt; GET /health
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { createKsef, fileJournal, logEvents } from '@ksef/client';
import { InvalidInputError, lenientNip } from '@ksef/core';
import { findKsef } from './find-ksef.js';

// Yours is a table with a row for each order, and a journal in PostgreSQL when the service has several processes.
const folder = resolve(process.argv[2] ?? join(import.meta.dirname, '../out/orders'));
await mkdir(folder, { recursive: true });
const fileOf = (id: string, kind: 'xml' | 'json' | 'upo.xml') => join(folder, `${id}.${kind}`);

await using place = await findKsef();
const ksef = createKsef({
  environment: place.environment,
  credentials: { ksefToken: place.tokenFor },
  context: place.nip ?? lenientNip('5251230007'),
  onEvent: logEvents(console, { level: 'warn' }),
});
const sender = await ksef.openSender({ journal: fileJournal(join(folder, 'journal')), runId: 'orders' });
const stopping = new AbortController();
const waiting = new Map<string, Promise<void>>();

/** Sends until there is an answer that stays. What was in doubt is looked up by the sender before it leaves again. */
async function issue(id: string): Promise<void> {
  for (let pauseMs = 1_000; ; pauseMs = Math.min(2 * pauseMs, 60_000)) {
    const result = await sender.send({ name: id, content: await readFile(fileOf(id, 'xml')) });
    const { status, ksefNumber, ksefStatus, error } = result;
    if (status !== 'failed' || error instanceof InvalidInputError) {
      if (result.upo !== undefined) await writeWhole(fileOf(id, 'upo.xml'), result.upo);
      const why = error?.message ?? ksefStatus?.details?.join(' ');
      await writeWhole(fileOf(id, 'json'), JSON.stringify({ status, ksefNumber, why }));
      waiting.delete(id);
      return;
    }
    console.warn(`${id}: again in ${pauseMs} ms. ${error.message}`);
    await pause(pauseMs, undefined, { signal: stopping.signal });
  }
}

/** Its end by a stop is none of its own: the next process goes on. */
function issueInBackground(id: string): void {
  const work = issue(id).catch((error: unknown) => {
    if (!stopping.signal.aborted) console.error(id, error);
  });
  waiting.set(id, work);
}

const files = await readdir(folder);
const known = new Set(files.flatMap((name) => /^(\w+)\.xml$/.exec(name)?.[1] ?? []));
for (const id of known) if (!files.includes(`${id}.json`)) issueInBackground(id);

async function answer(request: IncomingMessage): Promise<[status: number, body: string | Uint8Array]> {
  if (request.url === '/health') return [200, JSON.stringify({ waiting: waiting.size })];
  const [, id, upo] = /^\/orders\/(\w{1,50})(\/upo)?$/.exec(request.url ?? '') ?? [];
  if (id === undefined) return [404, ''];
  if (request.method === 'POST') {
    if (known.has(id)) return [409, ''];
    known.add(id);
    await writeWhole(fileOf(id, 'xml'), await buffer(request));
    issueInBackground(id);
    return [202, ''];
  }
  if (waiting.has(id)) return [200, JSON.stringify({ status: 'waiting' })];
  return [200, await readFile(fileOf(id, upo === undefined ? 'json' : 'upo.xml'))];
}

async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  await writeFile(`${path}.part`, content, { mode: 0o600, flush: true });
  await rename(`${path}.part`, path);
}

const server = createServer((request, response) => {
  answer(request)
    .catch((error: unknown) => [(error as { code?: string }).code === 'ENOENT' ? 404 : 500, ''] as const)
    .then(([status, body]) => response.writeHead(status).end(body));
});
server.listen(Number(process.env.PORT ?? 3000), '127.0.0.1', () =>
  console.log(`Listening on http://127.0.0.1:${(server.address() as AddressInfo).port}`),
);

await new Promise((stop) => process.once('SIGTERM', stop).once('SIGINT', stop));
stopping.abort();
server.close();
// What is not judged by then is in the journal, and the next process asks for it.
await sender.close({ signal: AbortSignal.timeout(8_000) });
await Promise.all(waiting.values());
console.log(`Stopped; ${waiting.size} order(s) wait for the next start`);
