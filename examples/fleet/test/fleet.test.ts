import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Emulator, sampleInvoice, startEmulator } from '@ksef/emulator';
import { hasTools } from '@ksef-tools/testing';
import { seededRandom } from '@ksef-tools/testing/random';
import { startPostgres, startRedis } from '@ksef-tools/testing/servers';
import { describe, expect, it } from 'vitest';
import { bullmqEngine } from '../src/bullmq-engine.js';
import type { Engine, FleetJob } from '../src/engine.js';
import { type Fleet, openFleet } from '../src/fleet.js';
import { deliveryOf } from '../src/offline.js';
import { pgBossEngine } from '../src/pg-boss-engine.js';
import { readSettings } from '../src/settings.js';
import { readPauses, watchPauses } from './pauses.js';
import { type FleetProcess, nips, startProcess, until } from './support.js';

// Nightly with 500, which take some minutes more.
const companies = nips(Number(process.env.FLEET_TEST_NIPS ?? 40));
const [busy = '', ...others] = companies;
const seed = Number(process.env.FLEET_TEST_SEED ?? 20_261_128);
// As long as it takes on a crowded machine.
const longestMs = 1_500_000;
// When a process of the fleet, or this one with the emulator, stands still for about as long as the limiter's margin,
// requests arrive closer together than they were admitted. KSeF may then refuse those of the next 1 250 ms.
const closerForMs = 1_250;

const engines = [
  ['bullmq', ['redis-server']],
  ['pg-boss', ['postgres']],
] as const;

describe.each(engines)('a fleet over %s', (name, programs) => {
  it.skipIf(!hasTools(...programs))(
    `sends, delivers, receives and renews for ${companies.length} companies in 4 processes that are killed at random`,
    async () => {
      const world = await openWorld(name);
      try {
        await world.run();
      } finally {
        await world.close();
      }
    },
    longestMs + 60_000,
  );
});

async function openWorld(name: 'bullmq' | 'pg-boss') {
  const folder = await mkdtemp(join(tmpdir(), 'ksef-fleet-'));
  const redis = name === 'bullmq' ? await startRedis() : undefined;
  const postgres = name === 'pg-boss' ? await startPostgres() : undefined;
  const emulator = await startEmulator({ rateLimits: 'contract' });
  const pausesFile = join(folder, 'pauses');
  await writeFile(pausesFile, '');
  const stopWatching = watchPauses(pausesFile);
  const env = {
    FLEET_ENGINE: name,
    FLEET_PAUSES: pausesFile,
    KSEF_EMULATOR: emulator.qrUrl,
    REDIS_URL: redis?.url ?? '',
    DATABASE_URL: postgres?.url ?? '',
    FLEET_FOLDER: folder,
    FLEET_SILENCE_SECONDS: '30',
    FLEET_DELIVERY_SECONDS: '3',
    // All certificates are due.
    FLEET_RENEW_DAYS: '100000',
  };
  const settings = readSettings(env);
  const fleet = await openFleet(settings);
  const engine = name === 'bullmq' ? bullmqEngine(settings) : await pgBossEngine(settings);
  const processes: FleetProcess[] = [];
  return {
    async run() {
      const world = { emulator, fleet, engine, processes, env, pausesFile };
      for (let index = 0; index < 4; index++) processes.push(await startProcess(env));
      await check(world);
    },
    async close() {
      stopWatching();
      await Promise.all(processes.map((one) => one.end('SIGKILL')));
      await engine.close(0);
      await fleet.close();
      await emulator.close();
      await postgres?.close();
      await redis?.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

interface World {
  readonly emulator: Emulator;
  readonly fleet: Fleet;
  readonly engine: Engine;
  readonly processes: FleetProcess[];
  readonly env: Readonly<Record<string, string>>;
  readonly pausesFile: string;
}

async function check(world: World): Promise<void> {
  const { emulator, fleet, engine } = world;
  const random = seededRandom(seed);
  const sends = [...others.map((nip) => sendJob(nip, 0, 2)), ...busyJobs()];
  const ids = sends.flatMap(({ data }) => data.invoiceIds);
  await fleet.books.addInvoices(new Map(ids.map((id) => [id, invoiceOf(id)])));
  await engine.add(sends);
  await engine.add([{ kind: 'send', data: { context: 'no NIP', runId: 'wrong', invoiceIds: ['none'] } }]);
  await killUntilDone(world, random, 6);

  const offline = await issueInOutage(world);
  await killSome(world, random, 2);
  expect((await engine.counts()).open).toBe(offline.length / 2);
  emulator.control.clearFaults();
  await killUntilDone(world, random, 2);

  ids.push(...offline);
  const results = await fleet.books.results();
  expect(results.size).toBe(ids.length);
  expect(new Set([...results.values()].map(({ status }) => status))).toEqual(new Set(['accepted']));
  const processed = emulator.control.events('invoice-processed');
  // Each once: KSeF refused none as a duplicate.
  expect(processed.map(({ status }) => status).filter((status) => status !== 200)).toEqual([]);
  expect(new Set(processed.map(({ invoiceNumber }) => invoiceNumber)).size).toBe(ids.length);
  expect(processed).toHaveLength(ids.length);

  const syncs = companies.map((nip): FleetJob => {
    const from = new Date(Date.now() - 86_400_000).toISOString();
    return { kind: 'sync', data: { context: nip, subjectTypes: ['Subject1'], from } };
  });
  const renewals = companies.slice(0, 20).map((nip): FleetJob => ({ kind: 'renew', data: { context: nip } }));
  await engine.add([...renewals, ...syncs]);
  await killUntilDone(world, random, 4);

  const received = await fleet.books.receivedKeys();
  const sent = [...results].map(([id, { ksefNumber }]) => `${id.split('/')[0]}/${ksefNumber}`);
  expect([...received].sort()).toEqual(sent.sort());
  const requests = emulator.control.events('request');
  const count = (path: string) =>
    requests.filter((one) => one.path === path && Number(one.status) < 300).length;
  const refused = requests.filter(({ status }) => status === 429);
  const pauses = readPauses(world.pausesFile);
  const wasLate = ({ timestamp }: { timestamp: string }) => {
    const at = Date.parse(timestamp);
    return pauses.some(({ from, to }) => from < at && to > at - closerForMs);
  };
  expect(refused.filter((one) => !wasLate(one))).toEqual([]);
  expect(refused.length).toBeLessThanOrEqual(requests.length / 100);
  expect(count('/certificates/enrollments')).toBe(20);
  expect((await engine.counts()).dead).toBe(1);
  // A process that is killed in a login leaves it to the next one.
  expect(count('/auth/token/redeem')).toBeLessThanOrEqual(companies.length + 10 * 16);
  const last = world.processes[0];
  expect(await last?.end('SIGTERM')).toBe(0);
}

/** KSeF does not answer. Some companies issue offline, and the fleet has to send it when KSeF answers again. */
async function issueInOutage({ emulator, fleet, engine }: World): Promise<string[]> {
  emulator.control.addFault({ kind: 'html', status: 503, times: 1_000_000 });
  const sellers = companies.slice(0, 20);
  const ids = sellers.flatMap((nip) => [`${nip}/offline/0`, `${nip}/offline/1`]);
  await fleet.books.addInvoices(new Map(ids.map((id) => [id, invoiceOf(id)])));
  for (const nip of sellers) {
    const issued = await fleet.issueOffline(
      nip,
      ids.filter((id) => id.startsWith(nip)),
    );
    expect(issued.map(({ delivery }) => delivery)).toEqual(['waiting', 'waiting']);
    for (const { certificateLink } of issued) expect(certificateLink).toMatch(/^http/);
  }
  await engine.add(sellers.map(deliveryOf));
  return ids;
}

/** Kills processes at random and starts others, until nothing is to be done any more. */
async function killUntilDone(world: World, random: () => number, kills: number): Promise<void> {
  const isDone = async () => (await world.engine.counts()).open === 0;
  for (let kill = 0; kill < kills && !(await isDone()); kill++) await killSome(world, random, 1);
  await until(isDone, longestMs / 2);
}

async function killSome({ processes, env }: World, random: () => number, kills: number): Promise<void> {
  for (let kill = 0; kill < kills; kill++) {
    await new Promise((resolve) => setTimeout(resolve, 2_000 + random() * 6_000));
    const index = Math.floor(random() * processes.length);
    await processes[index]?.end('SIGKILL');
    processes[index] = await startProcess(env);
  }
}

function sendJob(nip: string, index: number, count: number) {
  const invoiceIds = Array.from({ length: count }, (_, number) => `${nip}/${index}/${number}`);
  return { kind: 'send' as const, data: { context: nip, runId: `${nip}-${index}`, invoiceIds } };
}

/** More than KSeF takes in a minute: twelve jobs, in all processes, wait for its limit of 30. */
function busyJobs() {
  return Array.from({ length: 12 }, (_, index) => ({ ...sendJob(busy, index, 3), isUrgent: true }));
}

function invoiceOf(id: string): Uint8Array {
  return sampleInvoice({ sellerNip: id.slice(0, 10), invoiceNumber: id });
}
