/** One line of the outbox's journal. */
export interface OutboxEntry {
  readonly type: string;
  readonly [member: string]: unknown;
}

/** How journals are used. */
export interface OutboxJournalOptions {
  readonly signal?: AbortSignal | undefined;
}

/** One run of a journal, held by one process at a time. */
export interface OutboxRun {
  entries(options?: OutboxJournalOptions): AsyncIterable<OutboxEntry>;
  append(entries: readonly OutboxEntry[], options?: OutboxJournalOptions): Promise<void>;
  close(): Promise<void>;
}

/** Where the outbox keeps invoices: every `SessionJournal` of `@ksef/sessions` and `@ksef/postgres` is one. */
export interface OutboxJournal {
  open(runId: string, options?: OutboxJournalOptions): Promise<OutboxRun>;
}
