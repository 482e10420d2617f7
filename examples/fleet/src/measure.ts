// Measures what sending costs the fleet: CPU of the workers, operations of Redis, connections, storage. Prints a row for each number of
// processes. `npm run measure`, after a build; needs redis-server.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasNipChecksum } from '@ksef/core';
import { sampleInvoice } from '@ksef/emulator';
import { startRedis } from '@ksef-tools/testing/servers';
import { Redis } from 'ioredis';
import { bullmqEngine } from './bullmq-engine.js';
import type { FleetJob } from './engine.js';
import { openFleet } from './fleet.js';
import { readSettings } from './settings.js';

const companyCount = Number(process.env.FLEET_MEASURE_NIPS ?? 60);
/** Below the 30 that KSeF takes of a company in a minute: its limits are not what is measured. */
const invoicesEach = Number(process.env.FLEET_MEASURE_INVOICES ?? 20);
const counts = (process.env.FLEET_MEASURE_PROCESSES ?? '1,2').split(',').map(Number);
const ticksASecond = 100;

const companies: string[] = [];
for (let number = 5_260_000_000; companies.length < companyCount; number++)
  if (hasNipChecksum(String(number)) && /^\d[1-9]/.test(String(number))) companies.push(String(number));

for (const processCount of counts) console.log(JSON.stringify(await measure(processCount)));
process.exit(0);

async function measure(processCount: number) {
  const folder = await mkdtemp(join(tmpdir(), 'ksef-fleet-'));
  const redis = await startRedis();
  const emulator = spawnProgram(['src/measured-emulator.ts'], {});
  const [line] = (await once(emulator.stdout as NodeJS.ReadableStream, 'data')) as [Buffer];
  const env = {
    FLEET_ENGINE: 'bullmq',
    KSEF_EMULATOR: String(line).trim(),
    REDIS_URL: redis.url,
    FLEET_FOLDER: folder,
    FLEET_PROCESSES: String(processCount),
  };
  const settings = readSettings(env);
  const fleet = await openFleet(settings);
  const engine = bullmqEngine(settings);
  const monitor = new Redis(redis.url);
  const workers: ChildProcess[] = [];
  try {
    const ids = companies.flatMap((nip) =>
      Array.from({ length: invoicesEach }, (_, index) => `${nip}/${index}`),
    );
    await fleet.books.addInvoices(
      new Map(ids.map((id) => [id, sampleInvoice({ sellerNip: id.slice(0, 10), invoiceNumber: id })])),
    );
    for (let index = 0; index < processCount; index++) {
      const worker = spawnProgram(['src/worker.ts'], env);
      await once(worker.stdout as NodeJS.ReadableStream, 'data');
      workers.push(worker);
    }
    // Logins first: they happen once a week, invoices every day.
    await finish(companies.map((nip) => sendJob(nip, 0, 1)));
    const before = { at: performance.now(), cpu: await cpuOf(workers), ...(await redisState(monitor)) };
    const emulatorBefore = await cpuOf([emulator]);
    const requestsBefore = await requestCount(env.KSEF_EMULATOR);
    await finish(companies.map((nip) => sendJob(nip, 1, invoicesEach - 1)));
    const seconds = (performance.now() - before.at) / 1_000;
    const sent = companies.length * (invoicesEach - 1);
    const after = await redisState(monitor);
    const cpu = (await cpuOf(workers)) - before.cpu;
    return {
      processCount,
      invoices: sent,
      seconds: round(seconds),
      invoicesASecond: round(sent / seconds),
      workerCpuMsAnInvoice: round((cpu * 1_000) / sent),
      emulatorCpuMsAnInvoice: round((((await cpuOf([emulator])) - emulatorBefore) * 1_000) / sent),
      requestsAnInvoice: round(((await requestCount(env.KSEF_EMULATOR)) - requestsBefore) / sent),
      redisCommandsAnInvoice: round((after.commands - before.commands) / sent),
      redisConnections: after.connections,
      redisBytesACompany: Math.round(after.bytes / companies.length),
      journalBytesAnInvoice: Math.round(
        (await sizeOf(join(folder, 'journal'))) / (companies.length * invoicesEach),
      ),
      workerMb: round((await memoryOf(workers)) / processCount),
    };

    async function finish(jobs: readonly FleetJob[]): Promise<void> {
      await engine.add(jobs);
      while ((await engine.counts()).open > 0) await new Promise((resolve) => setTimeout(resolve, 500));
    }
  } finally {
    for (const child of [...workers, emulator]) child.kill('SIGKILL');
    monitor.disconnect();
    await engine.close(0);
    await fleet.close();
    await redis.close();
    await rm(folder, { recursive: true, force: true });
  }
}

function sendJob(nip: string, run: number, count: number): FleetJob {
  const invoiceIds = Array.from({ length: count }, (_, index) => `${nip}/${run === 0 ? 0 : index + 1}`);
  return { kind: 'send', data: { context: nip, runId: `${nip}-${run}`, invoiceIds } };
}

function spawnProgram(args: readonly string[], env: Readonly<Record<string, string>>): ChildProcess {
  const { KSEF_ENV: _env, ...inherited } = process.env;
  return spawn(process.execPath, ['--import', 'tsx', ...args], {
    cwd: join(import.meta.dirname, '..'),
    env: { ...inherited, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

async function requestCount(emulatorUrl: string): Promise<number> {
  const answer = await fetch(new URL('/_emulator/events?type=request', emulatorUrl));
  return ((await answer.json()) as readonly unknown[]).length;
}

/** Seconds of CPU that processes have used, by Linux. */
async function cpuOf(children: readonly ChildProcess[]): Promise<number> {
  const each = children.map(async ({ pid }) => {
    const text = await readFile(`/proc/${pid}/stat`, 'latin1');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) / ticksASecond;
  });
  return (await Promise.all(each)).reduce((sum, seconds) => sum + seconds, 0);
}

async function memoryOf(children: readonly ChildProcess[]): Promise<number> {
  const each = children.map(async ({ pid }) => {
    const text = await readFile(`/proc/${pid}/status`, 'latin1');
    return Number(/VmHWM:\s+(\d+)/.exec(text)?.[1]) / 1_024;
  });
  return (await Promise.all(each)).reduce((sum, megabytes) => sum + megabytes, 0);
}

async function redisState(redis: Redis) {
  const info = await redis.info();
  const read = (name: string) => Number(new RegExp(`^${name}:(\\d+)`, 'm').exec(info)?.[1]);
  return {
    commands: read('total_commands_processed'),
    connections: read('connected_clients'),
    bytes: read('used_memory'),
  };
}

async function sizeOf(folder: string): Promise<number> {
  const names = await readdir(folder);
  const sizes = await Promise.all(names.map(async (name) => (await stat(join(folder, name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}

function round(value: number): number {
  return Number(value.toPrecision(3));
}
