/** One line of a journal: plain JSON, without secrets in clear. */
export interface JournalEntry {
  /** The event, e.g. `invoice-sent`. Readers skip types that they do not know. */
  readonly type: string;
  readonly [member: string]: unknown;
}

/** Options of journal calls. */
export interface JournalOptions {
  readonly signal?: AbortSignal | undefined;
}

/** The journal of one run, held by one process at a time. */
export interface JournalRun {
  /** The entries written so far, oldest first. Read before the first `append`. */
  entries(options?: JournalOptions): AsyncIterable<JournalEntry>;
  /** Resolves once the entries would survive a power failure. Calls may overlap; their order is kept. */
  append(entries: readonly JournalEntry[], options?: JournalOptions): Promise<void>;
  /** Releases the run. Its entries stay. */
  close(): Promise<void>;
}

/**
 * Remembers what was sent, so that a killed process, or its successor on another machine, resumes where it stopped. A
 * journal only stores lines. Their meaning is up to the writer.
 */
export interface SessionJournal {
  /**
   * Opens a new or unfinished run.
   *
   * @throws KsefError `JOURNAL_IN_USE` while a living process holds it
   */
  open(runId: string, options?: JournalOptions): Promise<JournalRun>;
  /** Ids of the runs that have entries. */
  runs(options?: JournalOptions): Promise<readonly string[]>;
  /** Removes a run, if it exists. */
  remove(runId: string, options?: JournalOptions): Promise<void>;
}
