import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createJournalTables, postgresJournal } from '@ksef/postgres/journal';
import { memoryJournal, type SessionJournal } from '@ksef/sessions';
import { startPostgres } from '@ksef-tools/testing/servers';
import pg from 'pg';
import { afterAll, beforeAll } from 'vitest';

/** The journals that a suite runs over. */
interface JournalKit {
  newJournal(): Promise<SessionJournal>;
  /** What another process needs to open a new journal. Call `remove` when it is no longer needed. */
  forProcess(): Promise<{ readonly setting: object; remove(): Promise<void> }>;
}

let kit: JournalKit = {
  newJournal: async () => memoryJournal(),
  async forProcess() {
    const folder = await mkdtemp(join(tmpdir(), 'ksef-outbox-'));
    return { setting: { folder }, remove: () => rm(folder, { recursive: true }) };
  },
};

/** An empty journal: in memory, or in PostgreSQL after {@link usePostgres}. */
export const newJournal = () => kit.newJournal();
export const journalForProcess = () => kit.forProcess();

/** From here on journals are in PostgreSQL. Call it in a `describe`. */
export function usePostgres(): { pool(): pg.Pool } {
  let pool: pg.Pool;
  let stop = async () => {};
  let count = 0;
  let url = '';
  beforeAll(async () => {
    const server = await startPostgres();
    url = server.url;
    pool = new pg.Pool({ connectionString: url });
    pool.on('error', () => {});
    stop = async () => {
      await pool.end();
      await server.close();
    };
  });
  afterAll(() => stop());
  async function newTable(): Promise<string> {
    const table = `journal_${++count}`;
    await createJournalTables(pool, { table });
    return table;
  }
  kit = {
    newJournal: async () => postgresJournal(pool, { table: await newTable() }),
    async forProcess() {
      return { setting: { database: { url, table: await newTable() } }, remove: async () => {} };
    },
  };
  return { pool: () => pool };
}
