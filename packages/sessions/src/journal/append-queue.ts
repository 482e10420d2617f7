import { journalClosed } from './journal-errors.js';
import type { JournalEntry, JournalOptions } from './session-journal.js';

interface Pending {
  readonly lines: readonly string[];
  resolve(): void;
  reject(error: unknown): void;
}

/**
 * The order in which a journal's lines are written, for implementations of journals. Lines that wait while the store is
 * busy are written together. After a failed write, the contents of the store are unknown: nothing more is written.
 */
export class AppendQueue {
  readonly #runId: string;
  readonly #write: (lines: readonly string[]) => Promise<void>;
  #pending: Pending[] = [];
  #writing: Promise<void> | undefined;
  #closed = false;
  #failure: { readonly error: unknown } | undefined;

  /** @param write writes lines of JSON, all of them or none, after those of earlier calls */
  constructor(runId: string, write: (lines: readonly string[]) => Promise<void>) {
    this.#runId = runId;
    this.#write = write;
  }

  /** `append` of a `JournalRun`. */
  async append(entries: readonly JournalEntry[], options?: JournalOptions): Promise<void> {
    options?.signal?.throwIfAborted();
    if (this.#closed) throw journalClosed(this.#runId);
    if (entries.length === 0) return;
    const lines = entries.map((entry) => JSON.stringify(entry));
    return new Promise((resolve, reject) => {
      this.#pending.push({ lines, resolve, reject });
      this.#writing ??= this.#work();
    });
  }

  /** Nothing more may be written. */
  fail(error: unknown): void {
    this.#failure ??= { error };
  }

  /** Accepts nothing more, and resolves when the accepted lines are written. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#writing;
  }

  async #work(): Promise<void> {
    // Callers of the same turn share the first write too.
    await Promise.resolve();
    while (this.#pending.length > 0) {
      const group = this.#pending;
      this.#pending = [];
      try {
        if (this.#failure !== undefined) throw this.#failure.error;
        await this.#write(group.flatMap(({ lines }) => lines));
        for (const { resolve } of group) resolve();
      } catch (error) {
        this.fail(error);
        for (const { reject } of group) reject(error);
      }
    }
    this.#writing = undefined;
  }
}
