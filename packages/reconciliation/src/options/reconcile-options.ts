import type { ContextIdentifier } from '@ksef/core';
import {
  callback,
  expects,
  isSignal,
  listOf,
  nested,
  type OptionChecks,
  objectWith,
  oneOf,
  required,
  someText,
  wholeNumber,
} from '@ksef/core/internal';
import type { CheckpointStore, InvoiceFilters, InvoiceMetadata, InvoiceSubjectType } from '@ksef/export';
import type { SessionJournal } from '@ksef/sessions';
import type { BookRow } from '../books/index.js';

/** An invoice of an export, as far as it is read here. */
interface ListedInvoice {
  readonly metadata: InvoiceMetadata;
  readonly content?: Uint8Array | undefined;
}

/** The part of a client that is used, e.g. of `@ksef/client`. */
export interface ReconciliationClient {
  readonly environment: { readonly name: string };
  readonly context?: ContextIdentifier | undefined;
  exportInvoices(
    filters: InvoiceFilters,
    options?: { readonly onlyMetadata?: boolean | undefined; readonly signal?: AbortSignal | undefined },
  ): AsyncIterable<ListedInvoice>;
  queryMetadata(
    filters: InvoiceFilters,
    options?: { readonly signal?: AbortSignal | undefined },
  ): AsyncIterable<InvoiceMetadata>;
}

/** The sums of one rate in an invoice, as `readInvoiceData` of `@ksef/invoice/read` gives them. */
export interface RateSums {
  /** Name of the rate or group of rates. */
  readonly group: string;
  readonly net: string | number;
  readonly vat?: string | number | undefined;
}

/** Reads the sums of an invoice: `readInvoiceData` of `@ksef/invoice/read`. */
export type InvoiceReader = (content: Uint8Array) => {
  readonly data: { readonly totals?: { readonly rates: readonly RateSums[] } | undefined };
};

/** The journal of what was sent. */
export interface JournalOfSending {
  readonly journal: SessionJournal;
  /** Default: all runs. */
  readonly runIds?: readonly string[] | undefined;
}

/** Options of `reconcile`. Either `month`, or `from` and `to`. */
export interface ReconcileOptions {
  /** E.g. `2026-02`. */
  readonly month?: string | undefined;
  /** First day in Poland, e.g. `2026-02-01`. */
  readonly from?: string | undefined;
  /** Last day in Poland, e.g. `2026-02-28`. */
  readonly to?: string | undefined;
  /**
   * Which date of an invoice must be in the period. Default `Issue`, as in most sales ledgers. With the others, all
   * rows of the books are compared, whatever their date.
   */
  readonly dateType?: 'Issue' | 'Invoicing' | 'PermanentStorage' | undefined;
  /** Your roles. Default `Subject1` and `Subject2`: sales and purchases. */
  readonly subjectTypes?: readonly InvoiceSubjectType[] | undefined;
  /** Your books: {@link readBooksCsv}, or rows of your database. Read once. */
  readonly books?: AsyncIterable<BookRow> | Iterable<BookRow> | undefined;
  /** The journal of what was sent. Runs that another process holds are skipped and listed in the summary. */
  readonly journal?: JournalOfSending | undefined;
  /** The checkpoints of `sync`: show which invoices it has not delivered yet. */
  readonly checkpointStore?: CheckpointStore | undefined;
  /**
   * Sums by rate need the documents, because KSeF's metadata has no rates. With `readInvoiceData` of
   * `@ksef/invoice/read` the documents are downloaded and read. Without it, the summary has only sums by currency.
   */
  readonly readInvoice?: InvoiceReader | undefined;
  /**
   * Invoices that are in the journal but not in KSeF's list of the period are looked up one by one, at most this many.
   * Default 5: KSeF allows 20 such requests an hour.
   */
  readonly maxLookups?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

const isIterable = expects('rows: an iterable or async iterable', (value) => {
  const of = value as Partial<AsyncIterable<unknown> & Iterable<unknown>> | null;
  return typeof of?.[Symbol.asyncIterator] === 'function' || typeof of?.[Symbol.iterator] === 'function';
});

/** What each option must be. */
export const reconcileChecks: OptionChecks<ReconcileOptions> = {
  month: someText,
  from: someText,
  to: someText,
  dateType: oneOf('Issue', 'Invoicing', 'PermanentStorage'),
  subjectTypes: listOf(oneOf('Subject1', 'Subject2', 'Subject3', 'SubjectAuthorized')),
  books: isIterable,
  journal: nested<JournalOfSending>({
    journal: required(objectWith('open', 'runs')),
    runIds: listOf(someText),
  }),
  checkpointStore: objectWith('load'),
  readInvoice: callback,
  maxLookups: wholeNumber(0, 1_000),
  signal: isSignal,
};
