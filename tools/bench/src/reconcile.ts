import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { nip } from '@ksef/core';
import { makeTestToken } from '@ksef/emulator';
import type { Figure } from './figure.js';
import { sellerNip } from './invoices.mjs';

const many = Number(process.env.KSEF_BENCH_RECONCILE_INVOICES ?? 100_000);
const mostMb = 256;

interface Result {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly peakMb: number;
}

/** A month of one seller against books of the same size, as CSV. */
export async function benchReconcile(): Promise<readonly Figure[]> {
  const half = await measured(many / 2);
  const whole = await measured(many);
  return [
    {
      what: `peak memory of reconciling ${many} invoices`,
      measured: `${whole.peakMb.toFixed(0)} MB`,
      baseline: `${mostMb} MB`,
      ratio: whole.peakMb / mostMb,
      goal: 'at most 1',
    },
    {
      what: 'the same',
      measured: `${whole.peakMb.toFixed(0)} MB`,
      baseline: `${half.peakMb.toFixed(0)} MB (half of them)`,
      ratio: whole.peakMb / half.peakMb,
      goal: 'at most 1.2',
    },
    {
      what: 'reconciled for a second of CPU',
      measured: `${(many / whole.cpuSeconds).toFixed(0)}, in ${whole.seconds.toFixed(0)} s`,
      baseline: `${(many / 2 / half.cpuSeconds).toFixed(0)} (half of them)`,
      ratio: many / whole.cpuSeconds / (many / 2 / half.cpuSeconds),
      goal: 'at least 0.8',
    },
  ];
}

async function measured(count: number): Promise<Result> {
  const emulator = start('emulator-process.ts', [], ['--import', 'tsx']);
  try {
    const { baseUrl, qrUrl } = (await message(emulator)) as { baseUrl: string; qrUrl: string };
    const seeded = await fetch(new URL('/_emulator/invoices/seed', baseUrl), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ count, sellerNip, buyerNip: '7811900008', numberPrefix: 'FV' }),
    });
    if (!seeded.ok) throw new Error(`the emulator refused to seed: HTTP ${seeded.status}`);
    const token = makeTestToken(nip(sellerNip));
    return (await message(
      start('reconcile-process.mjs', [baseUrl, qrUrl, sellerNip, token, count, 'FV/']),
    )) as Result;
  } finally {
    emulator.kill();
  }
}

function start(file: string, args: readonly (string | number)[], execArgv: string[] = []): ChildProcess {
  return fork(fileURLToPath(new URL(`./${file}`, import.meta.url)), args.map(String), { execArgv });
}

async function message(child: ChildProcess): Promise<unknown> {
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`${child.spawnargs[1]} ended with ${code}`);
  });
  const [told] = (await Promise.race([once(child, 'message'), ended])) as [unknown];
  ended.catch(() => undefined);
  return told;
}
