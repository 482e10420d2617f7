// Half an hour of mixed work at the rate that KSeF allows, with the clock running faster: sends online and by batch,
// queries and receives. Memory and handles must be flat at the end; out/soak.svg shows them.
// `npm run soak -- [--minutes 30] [--scale 60]`
import { fork } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createKsef } from '@ksef/client';
import { customEnvironment, nip } from '@ksef/core';
import { makeTestToken } from '@ksef/emulator';
import { memoryCheckpoints } from '@ksef/export';
import { plot } from './plot.js';
import { scaledClock } from './scaled-clock.js';
import { type Sample, watch } from './watch.js';
import { invoiceNumber } from './work.js';

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '30' }, scale: { type: 'string', default: '60' } },
});
const minutes = Number(values.minutes);
const start = Date.now();
const clock = scaledClock(Number(values.scale), start);
const ends = start + minutes * 60_000;

const server = fork(join(import.meta.dirname, 'emulator-process.ts'), [values.scale, String(start)], {
  execArgv: ['--import', 'tsx'],
});
const { baseUrl, qrUrl } = await new Promise<{ baseUrl: string; qrUrl: string }>((resolve, reject) => {
  server.once('message', (message) => resolve(message as { baseUrl: string; qrUrl: string }));
  server.once('exit', (code) => reject(new Error(`the emulator ended with ${code}`)));
});

const seller = nip('5251230007');
const counts = { online: 0, batch: 0, received: 0, queries: 0, limited: 0, failed: 0 };
const ksef = createKsef({
  environment: customEnvironment({ name: 'soak', apiUrl: baseUrl, qrUrl }),
  credentials: { ksefToken: makeTestToken },
  context: seller,
  clock,
  // The server is as near as on no network, and its time runs as fast.
  timeoutMs: 600_000,
  onEvent: (event) => {
    if (event.type === 'response' && event.status === 429) counts.limited++;
  },
});

const stop = new AbortController();
const { signal } = stop;
const samples: Sample[] = [];
const work = [
  every(15_000, async () => {
    const { status } = await ksef.send(invoiceNumber(`O/${counts.online}`), { signal });
    status === 'accepted' ? counts.online++ : counts.failed++;
  }),
  every(300_000, async () => {
    const batch = Array.from({ length: 100 }, () => ({ content: invoiceNumber(`B/${counts.batch++}`) }));
    for await (const { status } of ksef.sendBatch(batch, { signal }))
      if (status !== 'accepted') counts.failed++;
  }),
  every(240_000, async () => {
    const dateRange = { dateType: 'Invoicing' as const, from: new Date(start).toISOString() };
    for await (const _ of ksef.queryMetadata({ subjectType: 'Subject1', dateRange }, { signal }))
      counts.queries++;
  }),
  receive(),
  watch(clock, { everyMs: 15_000, ends, onSample: (sample) => samples.push(sample) }),
];
await clock.sleep(minutes * 60_000);
stop.abort(new Error('the soak run is over'));
server.removeAllListeners('exit');
await Promise.allSettled(work);
server.disconnect();

const memory = { name: 'heap in use', unit: 'MB', color: '#1668b8', points: points(({ heapMb }) => heapMb) };
const handles = {
  name: 'open handles',
  unit: 'count',
  color: '#b8541a',
  points: points((one) => one.handles),
};
const out = join(import.meta.dirname, '../../out');
await mkdir(out, { recursive: true });
await writeFile(
  join(out, 'soak.svg'),
  plot(`${minutes} minutes of mixed work, @ksef/client`, [memory, handles]),
);

const flat = isFlat(memory.points, 10) && isFlat(handles.points, 5);
console.log(`${JSON.stringify(counts)}\nmemory and handles are ${flat ? 'flat' : 'NOT flat'}: out/soak.svg`);
process.exit(flat && counts.limited === 0 && counts.failed === 0 ? 0 : 1);

async function every(ms: number, job: () => Promise<void>): Promise<void> {
  while (!signal.aborted) {
    await job().catch(report);
    await clock.sleep(ms, signal).catch(() => {});
  }
}

async function receive(): Promise<void> {
  const options = {
    subjectTypes: ['Subject1' as const],
    checkpointStore: memoryCheckpoints(),
    follow: true,
    signal,
  };
  const received = ksef.sync({ ...options, from: new Date(start), pollIntervalMs: 300_000 });
  try {
    for await (const _ of received) counts.received++;
  } catch (error) {
    report(error);
  }
}

function report(error: unknown): void {
  if (signal.aborted) return;
  counts.failed++;
  console.error(error);
}

function points(value: (sample: Sample) => number) {
  return samples.map((sample) => ({ minute: (sample.at - start) / 60_000, value: value(sample) }));
}

/** The median of the last third is no higher than the middle third's, give or take a fifth and a little. */
function isFlat(all: readonly { readonly value: number }[], little: number): boolean {
  const third = Math.floor(all.length / 3);
  const middle = median(all.slice(third, 2 * third).map(({ value }) => value));
  return median(all.slice(2 * third).map(({ value }) => value)) <= middle * 1.2 + little;
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}
