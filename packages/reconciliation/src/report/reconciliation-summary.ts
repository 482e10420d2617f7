import type { InvoiceSubjectType } from '@ksef/export';
import Big from 'big.js';
import { decimal } from '../amount/index.js';
import type { Period } from '../period/index.js';
import { belongsInKsef } from './jpk-marker.js';
import { type Finding, findings, type ReconciliationRow } from './reconciliation-row.js';

/** Invoices of KSeF in one role and currency. Amounts are exact decimals. */
export interface KsefSums {
  readonly subjectType: InvoiceSubjectType;
  readonly currency: string;
  readonly invoiceCount: number;
  readonly net: string;
  readonly gross: string;
  /** The tax in PLN, whatever the currency. */
  readonly vatInPln: string;
}

/** Rows of the books in one role and currency. */
export interface BookSums {
  readonly subjectType: InvoiceSubjectType;
  readonly currency: string;
  readonly rowCount: number;
  readonly gross: string;
}

/** Invoices of KSeF in one role and currency that have a rate. */
export interface RateTotals {
  readonly subjectType: InvoiceSubjectType;
  readonly currency: string;
  /** As `@ksef/invoice` calls it, e.g. `standard`. */
  readonly rate: string;
  readonly invoiceCount: number;
  readonly net: string;
  /** In the currency of the invoices. */
  readonly vat: string;
}

/** The overall result of a reconciliation. */
export interface ReconciliationSummary {
  readonly period: Period;
  /** Rows without findings. */
  readonly matchCount: number;
  /** Rows that have each finding. */
  readonly findings: Readonly<Record<Finding, number>>;
  readonly ksef: readonly KsefSums[];
  readonly books: readonly BookSums[];
  /**
   * Undefined unless the documents were read (`readInvoice`): KSeF's metadata has no rates.
   */
  readonly rates?: readonly RateTotals[] | undefined;
  /** Documents that could not be read, or have no sums by rate: they are missing in `rates`. */
  readonly unreadCount: number;
  /** Rows of the books that never belong in KSeF: `totalFailure`, `outsideKsef`, `notInvoice`. */
  readonly outsideKsefCount: number;
  /** Rows of the books, and entries of the journal, whose date is not in the period: they were not compared. */
  readonly outsidePeriodCount: number;
  /** Invoices that KSeF rejected, according to the journal. */
  readonly rejectedCount: number;
  /**
   * Invoices of batches whose result the journal does not have, and whose hash is not in KSeF's list: rejected, of another period, or
   * never processed.
   */
  readonly unresolvedCount: number;
  /** Runs of the journal that another process holds. They were not read. */
  readonly runsInUse: readonly string[];
  /** Where the next `sync` begins, by role: everything that was stored before is received. */
  readonly receivedUntil: Readonly<Record<string, string>>;
}

interface Sums {
  readonly subjectType: InvoiceSubjectType;
  readonly currency: string;
  readonly rate: string;
  count: number;
  readonly amounts: Record<string, Big>;
}

/** Adds up rows. */
export class SummaryBuilder {
  readonly #counts = new Map<Finding, number>();
  readonly #ksef = new Map<string, Sums>();
  readonly #books = new Map<string, Sums>();
  readonly #rates = new Map<string, Sums>();
  #matches = 0;
  #unread = 0;
  #outsideKsef = 0;
  outsidePeriodCount = 0;
  rejectedCount = 0;
  unresolvedCount = 0;
  readonly runsInUse: string[] = [];

  add(row: ReconciliationRow, readsDocuments: boolean): void {
    const { subjectType, ksef, book } = row;
    if (row.findings.length === 0) this.#matches++;
    for (const finding of row.findings) this.#counts.set(finding, (this.#counts.get(finding) ?? 0) + 1);
    if (ksef !== undefined) {
      const { currency, net, gross, vatInPln, rates } = ksef;
      addTo(this.#ksef, { subjectType, currency, rate: '' }, { net, gross, vatInPln });
      for (const { rate, net: part, vat = '0' } of rates ?? [])
        addTo(this.#rates, { subjectType, currency, rate }, { net: part, vat });
      if (readsDocuments && rates === undefined) this.#unread++;
    }
    if (book === undefined) return;
    addTo(this.#books, { subjectType, currency: book.currency, rate: '' }, { gross: book.gross });
    if (ksef === undefined && !belongsInKsef(book.mode)) this.#outsideKsef++;
  }

  summary(
    period: Period,
    receivedUntil: Readonly<Record<string, string>>,
    readsDocuments: boolean,
  ): ReconciliationSummary {
    const counts = findings.map((finding) => [finding, this.#counts.get(finding) ?? 0] as const);
    return {
      period,
      matchCount: this.#matches,
      findings: Object.fromEntries(counts) as Record<Finding, number>,
      ksef: inOrder(this.#ksef).map(({ subjectType, currency, count, amounts }) => ({
        subjectType,
        currency,
        invoiceCount: count,
        net: decimal(amounts.net ?? 0),
        gross: decimal(amounts.gross ?? 0),
        vatInPln: decimal(amounts.vatInPln ?? 0),
      })),
      books: inOrder(this.#books).map(({ subjectType, currency, count, amounts }) => ({
        subjectType,
        currency,
        rowCount: count,
        gross: decimal(amounts.gross ?? 0),
      })),
      rates: readsDocuments
        ? inOrder(this.#rates).map(({ subjectType, currency, rate, count, amounts }) => ({
            subjectType,
            currency,
            rate,
            invoiceCount: count,
            net: decimal(amounts.net ?? 0),
            vat: decimal(amounts.vat ?? 0),
          }))
        : undefined,
      unreadCount: this.#unread,
      outsideKsefCount: this.#outsideKsef,
      outsidePeriodCount: this.outsidePeriodCount,
      rejectedCount: this.rejectedCount,
      unresolvedCount: this.unresolvedCount,
      runsInUse: this.runsInUse,
      receivedUntil,
    };
  }
}

function addTo(
  groups: Map<string, Sums>,
  group: Pick<Sums, 'subjectType' | 'currency' | 'rate'>,
  amounts: Readonly<Record<string, string>>,
): void {
  const key = `${group.subjectType} ${group.currency} ${group.rate}`;
  const sums = groups.get(key) ?? { ...group, count: 0, amounts: {} };
  sums.count++;
  for (const [name, amount] of Object.entries(amounts))
    sums.amounts[name] = (sums.amounts[name] ?? new Big(0)).plus(amount);
  groups.set(key, sums);
}

function inOrder(groups: ReadonlyMap<string, Sums>): readonly Sums[] {
  return [...groups].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, sums]) => sums);
}
