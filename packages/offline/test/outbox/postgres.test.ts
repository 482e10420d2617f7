import { createJournalTables, type PostgresPool, postgresJournal } from '@ksef/postgres/journal';
import { hasTools } from '@ksef-tools/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { usePostgres } from '../support/journals.js';
import { invoice, openBoth, startWorld, type World } from '../support/world.js';

describe.skipIf(!hasTools('postgres'))('over PostgreSQL', async () => {
  const { pool } = usePostgres();
  await import('./issue.test.js');
  await import('./send.test.js');
  await import('./crash.test.js');

  describe('two processes with one outbox', () => {
    let world: World;
    beforeAll(async () => {
      world = await startWorld();
    });
    beforeEach(() => world.emulator.control.reset());
    afterAll(() => world.emulator.close());
    const files = ['1', '2', '3'].map((number) => invoice(`TWO/${number}`));

    /** A process that can be cut off from PostgreSQL. */
    function machine(table: string) {
      let isCut = false;
      const cuttable: PostgresPool = {
        query: (sql, values) => (isCut ? Promise.reject(new Error('cut')) : pool().query(sql, values)),
      };
      const cut = (value: boolean) => {
        isCut = value;
      };
      return { journal: postgresJournal(cuttable, { table, lockTtlMs: 500 }), cut };
    }

    it('take turns: the second gets it when the first is done or dead, and sends the rest', async () => {
      await createJournalTables(pool(), { table: 'turns' });
      const [first, second] = [machine('turns'), machine('turns')];
      world.ksefFails();
      const one = await openBoth(world, first.journal);
      for (const content of files) await one.outbox.issue({ content });
      await expect(openBoth(world, second.journal)).rejects.toMatchObject({ code: 'JOURNAL_IN_USE' });
      world.emulator.control.clearFaults();
      first.cut(true);
      const two = await openWhenFree(second);
      expect(await two.outbox.send(two.sender)).toMatchObject({ waitingCount: 0, reason: undefined });
      // It was only out of touch, and must neither issue nor send.
      first.cut(false);
      await expect(one.outbox.issue({ content: invoice('TWO/4') })).rejects.toMatchObject({
        code: 'JOURNAL_LOST',
      });
      expect((await one.outbox.send(one.sender)).waitingCount).toBe(3);
      expect(world.accepted()).toBe(3);
      await Promise.all([one.close(), two.close()]);
    });

    it('keep what was issued through a restart of the database, and issue nothing meanwhile', async () => {
      await createJournalTables(pool(), { table: 'away' });
      const till = machine('away');
      const one = await openBoth(world, till.journal);
      await one.outbox.issue({ content: files[0] as Uint8Array });
      till.cut(true);
      await expect(one.outbox.issue({ content: files[1] as Uint8Array })).rejects.toMatchObject({
        code: 'POSTGRES_FAILED',
      });
      expect([...one.outbox.invoices()]).toHaveLength(1);
      till.cut(false);
      await one.close();
      const two = await openWhenFree(till);
      await two.outbox.issue({ content: files[1] as Uint8Array });
      expect(await two.outbox.send(two.sender)).toMatchObject({ waitingCount: 0, reason: undefined });
      expect(world.accepted()).toBe(2);
      await two.close();
    });

    async function openWhenFree({ journal }: ReturnType<typeof machine>) {
      for (;;) {
        const both = await openBoth(world, journal).catch((error: { code?: string }) => {
          if (error.code !== 'JOURNAL_IN_USE') throw error;
          return undefined;
        });
        if (both !== undefined) return both;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
  });
});
