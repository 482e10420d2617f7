import { createJournalTables, postgresJournal } from '@ksef/postgres/journal';
import { hasTools } from '@ksef-tools/testing';
import { startPostgres, type TestServer } from '@ksef-tools/testing/servers';
import pg from 'pg';
import { afterAll, beforeAll, describe } from 'vitest';
import { brokenPromises, openSessions } from '../src/check-outcome.js';
import { testSeeds } from '../src/lanes.js';
import { runAgain, runSchedule } from '../src/run-schedule.js';
import { planSchedule } from '../src/schedule.js';

const lockTtlMs = 1_000;

describe.skipIf(!hasTools('postgres'))('sending with a journal in PostgreSQL, whatever fails', () => {
  let server: TestServer;
  let pool: pg.Pool;
  beforeAll(async () => {
    server = await startPostgres();
    pool = new pg.Pool({ connectionString: server.url });
    // A sender that froze may hold a connection when the server goes.
    pool.on('error', () => {});
    await createJournalTables(pool);
  });
  afterAll(async () => {
    await pool?.end();
    await server?.close();
  });

  const promise = 'loses nothing and sends nothing twice';
  testSeeds('postgres', { count: 15, promise }, async ({ seed, emulator, folder, again, expect }) => {
    const journal = postgresJournal(pool, { lockTtlMs });
    const place = { folder, runId: `run-${seed}`, journal, postgres: { url: server.url, lockTtlMs } };
    // Most of them die, a third by SIGKILL.
    const schedule = { ...planSchedule(seed), ...(seed % 3 === 0 ? { death: 'killed' as const } : {}) };
    const arrived = () => emulator.control.events('invoice-accepted').length;
    const outcome = await runSchedule(emulator, schedule, place);
    expect(await brokenPromises(emulator, schedule, outcome, place), again).toEqual([]);
    const before = arrived();
    expect(await runAgain(emulator, schedule, place), again).toEqual(outcome.results);
    expect(await openSessions(place), again).toEqual([]);
    expect(arrived(), again).toBe(before);
  });
});
