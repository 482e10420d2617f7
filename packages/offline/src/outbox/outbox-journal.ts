/** One line of the outbox's journal. */
export interface OutboxEntry {
  readonly type: string;
  readonly [member: string]: unknown;
}

/** Options of journal calls. */
export interface OutboxJournalOptions {
  readonly signal?: AbortSignal | undefined;
}

/** One run of a journal, held by one process at a time. */
export interface OutboxRun {
  entries(options?: OutboxJournalOptions): AsyncIterable<OutboxEntry>;
  append(entries: readonly OutboxEntry[], options?: OutboxJournalOptions): Promise<void>;
  close(): Promise<void>;
}

/** Where the outbox stores invoices: any `SessionJournal`, e.g. of `@ksef/sessions` or `@ksef/postgres`. */
export interface OutboxJournal {
  open(runId: string, options?: OutboxJournalOptions): Promise<OutboxRun>;
}
