import type { JournalEntry, SessionJournal } from '../../src/index.js';

/** The end of a process, in a test. */
export class Crash extends Error {}

/** A journal that ends its process's work at one of its lines. */
export function crashingAt(
  journal: SessionJournal,
  line: number,
  when: 'before' | 'after',
  crash: () => void,
) {
  let lines = 0;
  let crashed = false;
  return {
    ...journal,
    async open(runId: string) {
      const run = await journal.open(runId);
      return {
        ...run,
        entries: () => run.entries(),
        close: () => run.close(),
        async append(entries: readonly JournalEntry[]) {
          if (crashed) throw new Crash();
          const mine = ++lines === line;
          if (mine && when === 'before') end();
          await run.append(entries);
          if (mine) end();
        },
      };
    },
  } satisfies SessionJournal;
  function end(): never {
    crashed = true;
    crash();
    throw new Crash();
  }
}
