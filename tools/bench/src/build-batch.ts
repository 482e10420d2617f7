import { type Figure, median } from './figure.js';
import { message, start } from './processes.js';

interface Result {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly peakMb: number;
}

const count = Number(process.env.KSEF_BENCH_BATCH ?? 10_000);
const runs = Number(process.env.KSEF_BENCH_RUNS ?? 3);
/** The size of the ministry's first sample of FA (3). */
const sampleBytes = 3_259;
const mostMb = 160;

/** Building packages: archive, parts, encryption, hashes, files. Each measurement has a process of its own. */
export async function benchBuildBatch(): Promise<readonly Figure[]> {
  const [ours, peer, deflate] = [
    await typical('ours', count),
    await typical('ksef-client-ts', count),
    await typical('deflate', count),
  ];
  const many = await measure('packages', 10 * count, sampleBytes);
  const large = await measure('ours', 1_000, 2_000_000);
  const memory = (what: string, { peakMb }: Result, limitMb: number): Figure => ({
    what,
    measured: `${peakMb.toFixed(0)} MB`,
    baseline: `${limitMb.toFixed(0)} MB`,
    ratio: peakMb / limitMb,
    goal: 'at most 1',
  });
  return [
    {
      what: `package of ${count} invoices of ${sampleBytes} bytes`,
      measured: `${ours.seconds.toFixed(2)} s, ${ours.cpuSeconds.toFixed(2)} s of CPU`,
      baseline: `${peer.seconds.toFixed(2)} s (ksef-client-ts 0.10.0, createZip and BatchFileBuilder)`,
      ratio: peer.seconds / ours.seconds,
      goal: 'at least 8',
    },
    {
      what: 'the same',
      measured: `${(count / ours.seconds).toFixed(0)} invoices/s`,
      baseline: `${(count / deflate.seconds).toFixed(0)}/s (deflate on one core)`,
      ratio: deflate.seconds / ours.seconds,
      goal: 'at least 0.8',
    },
    memory('peak memory of its process', ours, mostMb),
    memory(`peak memory with ${10 * count} invoices in ten packages`, many, mostMb * 1.2),
    memory('peak memory with one package of 2 GB', large, mostMb * 1.2),
  ];
}

async function typical(what: string, invoices: number): Promise<Result> {
  const results: Result[] = [];
  for (let run = 0; run < runs; run++) results.push(await measure(what, invoices, sampleBytes));
  return {
    seconds: median(results.map(({ seconds }) => seconds)),
    cpuSeconds: median(results.map(({ cpuSeconds }) => cpuSeconds)),
    peakMb: Math.max(...results.map(({ peakMb }) => peakMb)),
  };
}

function measure(what: string, invoices: number, bytes: number): Promise<Result> {
  return message(
    start('build-batch-process.mjs', [what === 'ksef-client-ts' ? 'peer' : what, invoices, bytes]),
  );
}
