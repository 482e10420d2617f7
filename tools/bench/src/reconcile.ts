import { nip } from '@ksef/core';
import { makeTestToken } from '@ksef/emulator';
import type { Figure } from './figure.js';
import { sellerNip } from './invoices.mjs';
import { message, seed, start, startEmulatorProcess } from './processes.js';

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
  const emulator = await startEmulatorProcess();
  try {
    await seed(emulator, { count, sellerNip, buyerNip: '7811900008', numberPrefix: 'FV' });
    const { baseUrl, qrUrl } = emulator;
    const token = makeTestToken(nip(sellerNip));
    return await message(start('reconcile-process.mjs', [baseUrl, qrUrl, sellerNip, token, count, 'FV/']));
  } finally {
    emulator.child.kill();
  }
}
