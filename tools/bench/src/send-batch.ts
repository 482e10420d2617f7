import type { Figure } from './figure.js';
import { message, start, startEmulatorProcess } from './processes.js';

interface Result {
  readonly accepted: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly peakMb: number;
}

const count = Number(process.env.KSEF_BENCH_BATCH ?? 10_000);
/** The size of the ministry's first sample of FA (3). */
const sampleBytes = 3_259;
const mostMb = 256;

/** A whole batch, from the first invoice to the last verdict; client and emulator each in a process of its own. */
export async function benchSendBatch(): Promise<readonly Figure[]> {
  const few = await measure(count / 10);
  const all = await measure(count);
  const what = `${count} invoices of ${sampleBytes} bytes through a batch session`;
  const perInvoice = (result: Result) => (result.cpuSeconds / result.accepted) * 1000;
  return [
    {
      what,
      measured: `${(all.accepted / all.seconds).toFixed(0)}/s, ${all.cpuSeconds.toFixed(2)} s of the client's CPU`,
      baseline: `${(few.accepted / few.seconds).toFixed(0)}/s (${few.accepted} invoices)`,
      ratio: all.accepted / all.seconds / (few.accepted / few.seconds),
      goal: 'reported',
    },
    {
      what: 'client CPU per invoice',
      measured: `${perInvoice(all).toFixed(3)} ms`,
      baseline: `${perInvoice(few).toFixed(3)} ms (${few.accepted} invoices)`,
      ratio: perInvoice(all) / perInvoice(few),
      goal: 'at most 1',
    },
    {
      what: 'peak memory of the client',
      measured: `${all.peakMb.toFixed(0)} MB (${few.accepted} invoices: ${few.peakMb.toFixed(0)} MB)`,
      baseline: `${mostMb} MB`,
      ratio: all.peakMb / mostMb,
      goal: 'at most 1',
    },
  ];
}

async function measure(invoices: number): Promise<Result> {
  const { child, baseUrl, qrUrl } = await startEmulatorProcess();
  try {
    const client = start('send-batch-process.mjs', [baseUrl, qrUrl, invoices, sampleBytes]);
    const result = await message<Result>(client);
    if (result.accepted !== invoices)
      throw new Error(`${result.accepted} of ${invoices} invoices of the batch were accepted`);
    return result;
  } finally {
    child.kill();
  }
}
