import { KsefError } from '@ksef/core';
import type { JournalEntry, JournalRun } from '@ksef/sessions';
import type { JournalOfSending } from '../options/index.js';

/** The facts of one journal line about an invoice. */
export interface JournalFact {
  readonly runId: string;
  /** SHA-256 of the file, Base64. */
  readonly invoiceHash: string;
  /**
   * `accepted`, `duplicate` and `rejected` are KSeF's results. `sent` means that no result was recorded; batches record
   * none.
   */
  readonly status: 'accepted' | 'duplicate' | 'rejected' | 'sent' | 'batch';
  readonly ksefNumber?: string | undefined;
  /** Of the input, for people. */
  readonly name?: string | undefined;
  /** When it was sent, ISO 8601. */
  readonly at?: string | undefined;
}

/** The environment and context of the runs to read. */
export interface JournalPlace {
  readonly environmentName: string;
  /** As `contextKey` writes it. */
  readonly context: string;
}

/**
 * The facts in journals about the invoices that were sent. Runs of other contexts and environments are skipped.
 *
 * @param inUse called for each run that another process holds
 * @throws IntegrityError `JOURNAL_CORRUPT`
 */
export async function* readJournal(
  { journal, runIds }: JournalOfSending,
  place: JournalPlace,
  inUse: (runId: string) => void,
  signal: AbortSignal | undefined,
): AsyncGenerator<JournalFact> {
  for (const runId of runIds ?? (await journal.runs({ signal }))) {
    signal?.throwIfAborted();
    let run: JournalRun;
    try {
      run = await journal.open(runId, { signal });
    } catch (error) {
      if (!(error instanceof KsefError) || error.code !== 'JOURNAL_IN_USE') throw error;
      inUse(runId);
      continue;
    }
    try {
      yield* readRun(run, runId, place, signal);
    } finally {
      await run.close();
    }
  }
}

async function* readRun(
  run: JournalRun,
  runId: string,
  place: JournalPlace,
  signal: AbortSignal | undefined,
): AsyncGenerator<JournalFact> {
  for await (const entry of run.entries({ signal })) {
    if (entry.type === 'run-started' && !isOf(entry, place)) return;
    yield* factsOf(entry, runId);
  }
}

function isOf({ environment, context }: JournalEntry, place: JournalPlace): boolean {
  return environment === place.environmentName && (context === '' || context === place.context);
}

/** The entries are those that `@ksef/sessions` writes. Unknown ones are ignored. */
function* factsOf(entry: JournalEntry, runId: string): Generator<JournalFact> {
  const { type, hash, name, at } = entry;
  if (type === 'batch-inputs') {
    for (const pair of listOf(entry.inputs)) {
      const invoiceHash = listOf(pair)[1];
      if (typeof invoiceHash === 'string') yield { runId, invoiceHash, status: 'batch' };
    }
    return;
  }
  if (typeof hash !== 'string') return;
  const fact = { runId, invoiceHash: hash, at: textOf(at) };
  if (type === 'invoice-sending') yield { ...fact, status: 'sent', name: textOf(name) };
  if (type !== 'invoice-finished') return;
  const { status, ksefNumber, sameContent } = (entry.result ?? {}) as Readonly<Record<string, unknown>>;
  const known = { ...fact, ksefNumber: textOf(ksefNumber) };
  if (status === 'accepted' || status === 'rejected') yield { ...known, status };
  // Another document with the same number is not the one that was sent.
  if (status === 'duplicate') yield { ...fact, status, ...(sameContent === true ? known : {}) };
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
