import { nip } from '@ksef/core';
import { makeTestToken } from '@ksef/emulator';
import { type Figure, median } from './figure.js';
import { sellerNip } from './invoices.mjs';
import { message, seed, start, startEmulatorProcess } from './processes.js';

interface Result {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly peakMb: number;
  /** What came, where the measured process does not know before. */
  readonly bytes?: number;
}

/** 1 GB is the size of KSeF's largest packages: KSEF_BENCH_EXPORT_MB=1000. */
const sizeMb = Number(process.env.KSEF_BENCH_EXPORT_MB ?? 400);
const manyInvoices = Number(process.env.KSEF_BENCH_EXPORT_INVOICES ?? 100_000);
const runs = Number(process.env.KSEF_BENCH_RUNS ?? 3);
const partMb = 50;
const mostMb = 160;
const buyer = nip('7811900008');

/** Receiving packages. Server and client have a process of their own at every measurement. */
export async function benchDownloadExport(): Promise<readonly Figure[]> {
  return [...(await downloading()), ...(await downloadingEmulated()), ...(await reading())];
}

/** From a bare server that has the ciphertext in memory: the emulator would be part of what is measured. */
async function downloading(): Promise<readonly Figure[]> {
  const server = start('package-server.mjs', [sizeMb / partMb, partMb * 1e6]);
  try {
    const { baseUrl, key, iv } = await message<{ baseUrl: string; key: string; iv: string }>(server);
    const measure = (what: string) => typical(() => measured([what, baseUrl, key, iv, sizeMb * 1e6]));
    const bare = await measure('bare');
    const fetched = await measure('fetch');
    const ours = await measure('ours');
    const rate = ({ seconds, cpuSeconds }: Result) =>
      `${(sizeMb / seconds).toFixed(0)} MB/s, ${((cpuSeconds * 1000) / sizeMb).toFixed(2)} s of CPU a GB`;
    return [
      {
        what: `download of a package of ${sizeMb} MB`,
        measured: rate(ours),
        baseline: `${rate(bare)} (decryption and one SHA-256, in memory)`,
        ratio: bare.seconds / ours.seconds,
        goal: 'at least 0.6',
      },
      {
        what: 'its CPU beyond what the bytes cost in any way',
        measured: `${ours.cpuSeconds.toFixed(2)} s`,
        baseline: `${(fetched.cpuSeconds + 2 * bare.cpuSeconds).toFixed(2)} s (fetch alone; each byte decrypted and hashed twice)`,
        ratio: ours.cpuSeconds / (fetched.cpuSeconds + 2 * bare.cpuSeconds),
        goal: 'at most 1.5',
      },
      memory('peak memory of its process', ours),
    ];
  } finally {
    server.kill();
  }
}

/** An export that the emulator made, from the emulator: it reads its files on the cores that the client works on. */
async function downloadingEmulated(): Promise<readonly Figure[]> {
  const sizeBytes = 100_000;
  const emulator = await startEmulatorProcess();
  try {
    const { baseUrl, qrUrl } = emulator;
    await seed(emulator, { count: (sizeMb * 1e6) / sizeBytes, sellerNip, buyerNip: buyer, sizeBytes });
    const ours = await typical(() => measured(['emulated', baseUrl, qrUrl, makeTestToken(buyer)]));
    const bytes = ours.bytes ?? 0;
    const bare = await typical(() => measured(['bare', baseUrl, '', '', bytes]));
    const rate = ({ seconds }: Result) => `${(bytes / 1e6 / seconds).toFixed(0)} MB/s`;
    return [
      {
        what: `download of an export of ${(bytes / 1e6).toFixed(0)} MB from the emulator`,
        measured: rate(ours),
        baseline: `${rate(bare)} (decryption and one SHA-256, in memory)`,
        ratio: bare.seconds / ours.seconds,
        goal: 'at least 0.6',
      },
      memory('peak memory of its process', ours),
    ];
  } finally {
    emulator.child.kill();
  }
}

/**
 * From the emulator, in packages of 10 000 as KSeF's limit asks for; most of the time it packs them. V8 lets its young
 * generation grow to 48 MB over the first tens of thousands: fewer would be compared to a process that is still growing.
 */
async function reading(): Promise<readonly Figure[]> {
  const fewInvoices = manyInvoices / 2;
  const few = await readMany(fewInvoices);
  const many = await readMany(manyInvoices);
  const rate = ({ cpuSeconds }: Result, count: number) => count / cpuSeconds;
  return [
    {
      what: `reading ${manyInvoices} exported invoices`,
      measured: `${rate(many, manyInvoices).toFixed(0)} for a second of CPU`,
      baseline: `${rate(few, fewInvoices).toFixed(0)} (${fewInvoices} of them)`,
      ratio: rate(many, manyInvoices) / rate(few, fewInvoices),
      goal: 'at least 0.8',
    },
    {
      what: 'its peak memory',
      measured: `${many.peakMb.toFixed(0)} MB`,
      baseline: `${few.peakMb.toFixed(0)} MB (${fewInvoices} of them)`,
      ratio: many.peakMb / few.peakMb,
      goal: 'at most 1.1',
    },
  ];
}

async function readMany(count: number): Promise<Result> {
  const emulator = await startEmulatorProcess();
  try {
    const { baseUrl, qrUrl } = emulator;
    await seed(emulator, { count, sellerNip, buyerNip: buyer });
    return await measured(['read', baseUrl, qrUrl, makeTestToken(buyer), count]);
  } finally {
    emulator.child.kill();
  }
}

const memory = (what: string, { peakMb }: Result): Figure => ({
  what,
  measured: `${peakMb.toFixed(0)} MB`,
  baseline: `${mostMb} MB`,
  ratio: peakMb / mostMb,
  goal: 'at most 1',
});

async function typical(measure: () => Promise<Result>): Promise<Result> {
  const results: Result[] = [];
  for (let run = 0; run < runs; run++) results.push(await measure());
  return {
    ...(results[0] as Result),
    seconds: median(results.map(({ seconds }) => seconds)),
    cpuSeconds: median(results.map(({ cpuSeconds }) => cpuSeconds)),
    peakMb: Math.max(...results.map(({ peakMb }) => peakMb)),
  };
}

function measured(args: readonly (string | number)[]): Promise<Result> {
  return message(start('download-export-process.mjs', args));
}
