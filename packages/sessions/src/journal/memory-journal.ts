import { checkRunId } from './check-run-id.js';
import { journalClosed, journalInUse } from './journal-errors.js';
import type { JournalEntry, JournalOptions, JournalRun, SessionJournal } from './session-journal.js';

/**
 * A journal in memory: for tests, and for sending whose journal need not outlive the process.
 *
 * @example
 * ```ts
 * import { memoryJournal } from '@ksef/sessions';
 *
 * const journal = memoryJournal();
 * ```
 */
export function memoryJournal(): SessionJournal {
  const lines = new Map<string, string[]>();
  const held = new Set<string>();

  return {
    async open(runId, options) {
      options?.signal?.throwIfAborted();
      checkRunId(runId);
      if (held.has(runId)) throw journalInUse(runId, 'by this process');
      held.add(runId);
      return new MemoryRun(runId, lines, () => held.delete(runId));
    },
    async runs(options) {
      options?.signal?.throwIfAborted();
      return [...lines.keys()];
    },
    async remove(runId, options) {
      options?.signal?.throwIfAborted();
      if (held.has(runId)) throw journalInUse(runId, 'by this process');
      lines.delete(runId);
    },
  };
}

class MemoryRun implements JournalRun {
  readonly #runId: string;
  readonly #runs: Map<string, string[]>;
  readonly #release: () => void;
  #open = true;

  constructor(runId: string, runs: Map<string, string[]>, release: () => void) {
    this.#runId = runId;
    this.#runs = runs;
    this.#release = release;
  }

  async *entries(options?: JournalOptions): AsyncGenerator<JournalEntry> {
    for (const line of [...(this.#runs.get(this.#runId) ?? [])]) {
      options?.signal?.throwIfAborted();
      yield JSON.parse(line) as JournalEntry;
    }
  }

  async append(entries: readonly JournalEntry[], options?: JournalOptions): Promise<void> {
    options?.signal?.throwIfAborted();
    if (!this.#open) throw journalClosed(this.#runId);
    if (entries.length === 0) return;
    const lines = this.#runs.get(this.#runId) ?? [];
    lines.push(...entries.map((entry) => JSON.stringify(entry)));
    this.#runs.set(this.#runId, lines);
  }

  async close(): Promise<void> {
    if (!this.#open) return;
    this.#open = false;
    this.#release();
  }
}
