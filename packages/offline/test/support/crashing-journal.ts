import type { SessionJournal } from '@ksef/sessions';

/** A journal whose process dies at its n-th append: before the lines are written, or after. Then it does nothing any more. */
export function crashingAt(journal: SessionJournal, count: number, when: 'before' | 'after') {
  const state = { appends: 0, isDead: false };
  const dead = () => new Error('The process is dead.');
  const wrapped: SessionJournal = {
    ...journal,
    async open(runId, options) {
      const run = await journal.open(runId, options);
      return {
        entries: (how) => run.entries(how),
        close: () => run.close(),
        async append(entries, how) {
          if (state.isDead) throw dead();
          const dies = ++state.appends === count;
          if (dies) state.isDead = true;
          if (!dies || when === 'after') await run.append(entries, how);
          if (dies) throw dead();
        },
      };
    },
  };
  return { journal: wrapped, state };
}
