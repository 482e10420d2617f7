import { contextKey, KsefError, nipOfContext, requireContext } from '@ksef/core';
import { checkOptions } from '@ksef/core/internal';
import type { InvoiceSubjectType } from '@ksef/export';
import { type CheckedBookRow, checkBookRow } from './books/index.js';
import { type JournalFact, readJournal } from './journal/index.js';
import { dayOf, findInvoice, listInvoices, ReceiveState } from './ksef/index.js';
import {
  type ByHash,
  type ByNumber,
  type Candidate,
  keyByInvoice,
  keyByNumber,
  matchByHash,
  matchByInvoice,
  matchByNumber,
} from './matching/index.js';
import { type ReconcileOptions, type ReconciliationClient, reconcileChecks } from './options/index.js';
import { type Period, readPeriod } from './period/index.js';
import {
  type CsvOptions,
  checkCsvOptions,
  csvLines,
  type ReconciliationRow,
  type ReconciliationSummary,
  rowOf,
  SummaryBuilder,
} from './report/index.js';
import { SortedSpool, SpoolFolder } from './spool/index.js';

/** A reconciliation: read it once, as rows or as CSV. After that, its summary is available. */
export interface Reconciliation extends AsyncIterable<ReconciliationRow> {
  [Symbol.asyncIterator](): AsyncGenerator<ReconciliationRow, void>;
  /**
   * The rows as CSV, one line at a time, for spreadsheets. No value can be interpreted as a formula.
   *
   * @throws InvalidInputError `INVALID_OPTION`
   */
  csv(options?: CsvOptions): AsyncGenerator<string, void>;
  /** Counts and sums. @throws KsefError `NOT_FINISHED` before all rows were read */
  summary(): ReconciliationSummary;
}

/**
 * Compares KSeF's invoices of a period with your books, the journal of what you sent and the checkpoints of what you
 * received. Returns one row per invoice, in the order of role, seller and number. Rows that agree have no findings.
 *
 * Memory use is small and constant for any number of invoices: data that must wait is stored in temporary files,
 * encrypted. Nothing is requested before the first row is read. KSeF allows 20 exports an hour, and each brings 10 000
 * invoices of one role.
 *
 * @throws InvalidInputError `INVALID_OPTION` at once; `INVALID_BOOK_ROW`, and what your source of rows throws, while rows are
 * read
 * @throws KsefError as `exportInvoices` of `@ksef/export`, while rows are read
 * @example
 * ```ts
 * import { createReadStream } from 'node:fs';
 * import { createKsef } from '@ksef/client';
 * import { nip } from '@ksef/core';
 * import { readBooksCsv, reconcile } from '@ksef/reconciliation';
 *
 * const ksef = createKsef({
 *   environment: 'test',
 *   credentials: { ksefToken: process.env.KSEF_TOKEN ?? '' },
 *   context: nip('5265877635'),
 * });
 * const books = readBooksCsv(createReadStream('books.csv'));
 * const reconciliation = reconcile(ksef, { month: '2026-02', subjectTypes: ['Subject1'], books });
 * for await (const { findings, ksef, book } of reconciliation)
 *   if (findings.length > 0) console.log(findings, ksef?.ksefNumber, book?.number);
 * console.log(reconciliation.summary().ksef);
 * ```
 */
export function reconcile(client: ReconciliationClient, options: ReconcileOptions): Reconciliation {
  checkOptions<ReconcileOptions>(options, reconcileChecks);
  const period = readPeriod(options);
  // Fixed now: an async generator otherwise runs in the context of its consumer.
  const context = client.context ?? requireContext('reconcile');
  const subjectTypes = [...new Set(options.subjectTypes ?? (['Subject1', 'Subject2'] as const))];
  const work = new ReconcileWork(client, { ...options, subjectTypes }, period, context);
  let rows: AsyncGenerator<ReconciliationRow, void> | undefined;
  const readOnce = () => {
    if (rows === undefined) rows = work.rows();
    return rows;
  };
  return {
    [Symbol.asyncIterator]: readOnce,
    csv(csvOptions = {}) {
      checkCsvOptions(csvOptions);
      return csvLines(readOnce(), csvOptions);
    },
    summary: () => work.summary(),
  };
}

type Settled = ReconcileOptions & { readonly subjectTypes: readonly InvoiceSubjectType[] };

/** Sorts and joins: by hash with the journal, by KSeF number, then by role, seller and number with the books. */
class ReconcileWork {
  readonly #client: ReconciliationClient;
  readonly #options: Settled;
  readonly #period: Period;
  readonly #context: ReturnType<typeof requireContext>;
  readonly #builder = new SummaryBuilder();
  readonly #folder = new SpoolFolder();
  #lookups = 0;
  #summary: ReconciliationSummary | undefined;

  constructor(
    client: ReconciliationClient,
    options: Settled,
    period: Period,
    context: ReturnType<typeof requireContext>,
  ) {
    this.#client = client;
    this.#options = options;
    this.#period = period;
    this.#context = context;
  }

  summary(): ReconciliationSummary {
    if (this.#summary !== undefined) return this.#summary;
    throw new KsefError('The reconciliation has a summary only after all its rows were read.', {
      code: 'NOT_FINISHED',
    });
  }

  async *rows(): AsyncGenerator<ReconciliationRow, void> {
    const { books, journal, readInvoice, subjectTypes, signal } = this.#options;
    try {
      const { name } = this.#client.environment;
      const received = await ReceiveState.load(this.#options, name, this.#context, subjectTypes);
      const compared = {
        hasBooks: books !== undefined,
        hasJournal: journal !== undefined,
        isReceived: received.isReceived.bind(received),
      };
      const readsDocuments = readInvoice !== undefined;
      const matched = matchByInvoice((await this.#sortByInvoice(await this.#sortByNumber())).sorted());
      for await (const candidate of matched) {
        signal?.throwIfAborted();
        const row = rowOf(candidate, compared);
        this.#builder.add(row, readsDocuments);
        yield row;
      }
      this.#summary = this.#builder.summary(this.#period, received.until, readsDocuments);
    } finally {
      await this.#folder.close();
    }
  }

  /** KSeF's invoices with their journal, and everything else that has a KSeF number. */
  async #sortByNumber(): Promise<SortedSpool<ByNumber>> {
    const spool = new SortedSpool<ByNumber>(this.#folder);
    // First, so that an invalid row is found before anything is requested.
    for await (const book of this.#books())
      await spool.add(keyByNumber(book.ksefNumber ?? '', 'book'), { book });
    for await (const item of this.#withJournal()) {
      if ('candidate' in item)
        await spool.add(keyByNumber(item.candidate.ksef?.ksefNumber ?? '', 'candidate'), item);
      else await spool.add(keyByNumber(item.fact.ksefNumber ?? '', 'fact'), item);
    }
    return spool;
  }

  async #sortByInvoice(byNumber: SortedSpool<ByNumber>): Promise<SortedSpool<Candidate>> {
    const spool = new SortedSpool<Candidate>(this.#folder);
    const ownNip = nipOfContext(this.#context) ?? '';
    const add = (candidate: Candidate) => spool.add(keyByInvoice(candidate, ownNip), candidate);
    for await (const item of matchByNumber(byNumber.sorted())) {
      this.#options.signal?.throwIfAborted();
      if ('candidate' in item) await add(item.candidate);
      else if ('book' in item) await add({ subjectType: item.book.subjectType, book: item.book });
      else if (await this.#isMissing(item.fact)) await add({ subjectType: 'Subject1', journal: item.fact });
    }
    return spool;
  }

  async *#withJournal(): AsyncGenerator<ByHash> {
    const { journal, subjectTypes, signal } = this.#options;
    const listed = async function* (work: ReconcileWork): AsyncGenerator<Candidate> {
      for (const subjectType of subjectTypes)
        for await (const ksef of listInvoices(work.#client, subjectType, work.#period, work.#options))
          yield { subjectType, ksef };
    };
    if (journal === undefined) {
      for await (const candidate of listed(this)) yield { candidate };
      return;
    }
    const spool = new SortedSpool<ByHash>(this.#folder);
    for await (const candidate of listed(this))
      await spool.add(candidate.ksef?.invoiceHash ?? '', { candidate });
    const place = { environmentName: this.#client.environment.name, context: contextKey(this.#context) };
    const inUse = (runId: string) => void this.#builder.runsInUse.push(runId);
    for await (const fact of readJournal(journal, place, inUse, signal))
      await spool.add(fact.invoiceHash, { fact });
    for await (const item of matchByHash(spool.sorted()))
      if ('candidate' in item || this.#isOpen(item.fact)) yield item;
  }

  /** Counts what needs no row. */
  #isOpen({ status, ksefNumber, at }: JournalFact): boolean {
    if (status === 'rejected') this.#builder.rejectedCount++;
    else if (status === 'batch') this.#builder.unresolvedCount++;
    else if (ksefNumber !== undefined) return true;
    // A duplicate of another document never became an invoice.
    else if (status === 'sent' && this.#sells && this.#isInPeriod(at)) return true;
    else this.#builder.outsidePeriodCount++;
    return false;
  }

  /** Whether KSeF should have listed it: an invoice is accepted on the day of its issue, or later. */
  async #isMissing({ ksefNumber }: JournalFact): Promise<boolean> {
    if (ksefNumber === undefined) return true;
    const { maxLookups = 5, subjectTypes, signal } = this.#options;
    const isAsked = this.#sells && this.#isInPeriod(dayOf(ksefNumber));
    if (isAsked && this.#lookups++ >= maxLookups) return true;
    if (isAsked && (await findInvoice(this.#client, ksefNumber, subjectTypes, signal)) === undefined)
      return true;
    this.#builder.outsidePeriodCount++;
    return false;
  }

  async *#books(): AsyncGenerator<CheckedBookRow> {
    const { books, subjectTypes, dateType = 'Issue', signal } = this.#options;
    let index = 0;
    for await (const row of books ?? []) {
      signal?.throwIfAborted();
      const book = checkBookRow(row, index++, subjectTypes);
      if (dateType !== 'Issue' || this.#isInPeriod(book.date)) yield book;
      else this.#builder.outsidePeriodCount++;
    }
  }

  /** Otherwise what was sent is not in the lists of KSeF that are compared. */
  get #sells(): boolean {
    return this.#options.subjectTypes.includes('Subject1');
  }

  #isInPeriod(date: string | undefined): boolean {
    const day = date?.slice(0, 10) ?? '';
    return day >= this.#period.from && day <= this.#period.to;
  }
}
