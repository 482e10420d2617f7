/** One line of a journal: plain JSON, without secrets in clear. */
export interface JournalEntry {
  /** What happened, e.g. `invoice-sent`. A reader passes over types that it does not know. */
  readonly type: string;
  readonly [member: string]: unknown;
}

/** How journals are used. */
export interface JournalOptions {
  readonly signal?: AbortSignal | undefined;
}

/** The journal of one run of sending, held by one process at a time. */
export interface JournalRun {
  /** What was written so far, oldest first. Read before the first `append`. */
  entries(options?: JournalOptions): AsyncIterable<JournalEntry>;
  /** Resolves once the entries would outlive the machine losing power. Calls may overlap; their order is kept. */
  append(entries: readonly JournalEntry[], options?: JournalOptions): Promise<void>;
  /** Lets go of the run; what was written stays. */
  close(): Promise<void>;
}

/**
 * Remembers what was sent, so that a process that was killed, or its successor on another machine, resumes where it
 * was. It only keeps lines: what they mean is the business of who writes them.
 */
export interface SessionJournal {
  /**
   * Opens a run, a new one or one that was left unfinished.
   *
   * @throws KsefError `JOURNAL_IN_USE` while a living process holds it
   */
  open(runId: string, options?: JournalOptions): Promise<JournalRun>;
  /** Ids of the runs that have entries. */
  runs(options?: JournalOptions): Promise<readonly string[]>;
  /** Removes a run, if there is one. */
  remove(runId: string, options?: JournalOptions): Promise<void>;
}
