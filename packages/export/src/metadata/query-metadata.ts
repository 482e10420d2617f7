import { type Api, type CallOptions, queryInvoiceMetadata, type Schemas } from '@ksef/api';
import { callChecks } from '@ksef/api/internal';
import { KsefApiError, KsefError, TransportError } from '@ksef/core';
import {
  callback,
  checkOptions,
  type OptionChecks,
  observed,
  oneOf,
  parseInstant,
  quoted,
  stopwatch,
  toMs,
  wholeNumber,
  withOffset,
} from '@ksef/core/internal';
import type { ExportObserver } from '../export-event.js';
import {
  BoundaryDuplicates,
  cutRange,
  type InvoiceDateRange,
  type InvoiceFilters,
  type InvoiceMetadata,
  readFilters,
} from '../query/index.js';
import { retryWhenLimited } from '../retry-when-limited.js';

// After this many, KSeF continues with narrower dates only.
const longestResult = 10_000;

/** Options of {@link queryMetadata}. */
export interface QueryMetadataOptions extends CallOptions {
  /** By the date of the range. Default `Asc`. */
  readonly sortOrder?: Schemas['SortOrder'] | undefined;
  /** Invoices per request, 10 to 250. Default 250: KSeF allows 20 requests an hour. */
  readonly pageSize?: number | undefined;
  readonly onEvent?: ExportObserver | undefined;
}

const optionChecks: OptionChecks<QueryMetadataOptions> = {
  ...callChecks,
  sortOrder: oneOf('Asc', 'Desc'),
  pageSize: wholeNumber(10, 250),
  onEvent: callback,
};

/**
 * Metadata of all matching invoices, each once: across pages, across KSeF's cap of 10 000, and across ranges longer
 * than the 100 days that KSeF takes at once. Waits for KSeF's request limit.
 *
 * @throws InvalidInputError `INVALID_FILTERS`, `INVALID_DATE_RANGE`, `INVALID_OPTION`, at once
 * @throws KsefError `RESULT_CAPPED` when more than 10 000 invoices share one date: narrow the filters
 * @throws KsefApiError 21405 for filters that KSeF rejects
 * @example
 * ```ts
 * import type { Api } from '@ksef/api';
 * import { queryMetadata } from '@ksef/export';
 *
 * declare const api: Api;
 * const dateRange = { dateType: 'PermanentStorage', from: '2026-02-01T00:00:00+01:00' };
 * for await (const invoice of queryMetadata(api, { subjectType: 'Subject2', dateRange })) {
 *   console.log(invoice.ksefNumber, invoice.grossAmount);
 * }
 * ```
 */
export function queryMetadata(
  api: Api,
  filters: InvoiceFilters,
  options: QueryMetadataOptions = {},
): AsyncGenerator<InvoiceMetadata, void> {
  checkOptions<QueryMetadataOptions>(options, optionChecks);
  const asked = readFilters(filters);
  const { pageSize = 250 } = options;
  return query(api, asked, { ...options, pageSize });
}

async function* query(
  api: Api,
  filters: InvoiceFilters,
  options: QueryMetadataOptions,
): AsyncGenerator<InvoiceMetadata, void> {
  const ranges = cutRange(filters.dateRange, api.clock.now());
  if (options.sortOrder === 'Desc') ranges.reverse();
  const seen = new BoundaryDuplicates();
  for (const [index, range] of ranges.entries()) {
    try {
      yield* acrossCap(api, { ...filters, dateRange: range }, options, seen);
    } catch (error) {
      // A piece of the range that begins beyond the high-water mark holds nothing yet.
      const beyond = error instanceof KsefApiError && error.hasCode(21183);
      if (!beyond || index === 0) throw error;
    }
  }
}

/** One range of dates: KSeF's result ends at its cap, and the next begins at the last date. */
async function* acrossCap(
  api: Api,
  filters: InvoiceFilters,
  options: QueryMetadataOptions,
  seen: BoundaryDuplicates,
): AsyncGenerator<InvoiceMetadata, void> {
  const emit = observed(options.onEvent);
  for (let range: InvoiceDateRange | undefined = filters.dateRange; range !== undefined; ) {
    seen.startQuery();
    let next: InvoiceDateRange | undefined;
    let stuckAt: InvoiceMetadata | undefined;
    for (let pageOffset = 0, count = 0; ; pageOffset++) {
      const { sortOrder, pageSize } = options;
      const body: InvoiceFilters = { ...filters, dateRange: range };
      const elapsedMs = stopwatch(api.clock);
      const page: Schemas['QueryInvoicesMetadataResponse'] = await retryWhenLimited(
        api,
        () => queryInvoiceMetadata(api, { sortOrder, pageSize, pageOffset, body }, options),
        { signal: options.signal, emit },
      ).catch((error: unknown) => {
        // KSeF rejects pages beyond its cap.
        const refused = stuckAt !== undefined && error instanceof KsefApiError && error.status === 400;
        throw refused ? capped(range as InvoiceDateRange, stuckAt as InvoiceMetadata) : error;
      });
      emit({
        type: 'metadata-page',
        count: page.invoices.length,
        permanentStorageHwmDate: page.permanentStorageHwmDate ?? undefined,
        durationMs: elapsedMs(),
      });
      for (const invoice of page.invoices) if (seen.isNew(invoice.ksefNumber)) yield invoice;
      count += page.invoices.length;
      const last = page.invoices.at(-1);
      if (!page.isTruncated && !page.hasMore) break;
      if (last === undefined) {
        throw new TransportError('KSeF reported more invoices, but returned none.', {
          code: 'INVALID_RESPONSE',
        });
      }
      if (!page.isTruncated) continue;
      next = narrow(range, last, options.sortOrder === 'Desc');
      if (next !== undefined) break;
      // All so far share one date: only further pages can continue, as long as there are any.
      if (!page.hasMore || count >= longestResult) throw capped(range, last);
      stuckAt = last;
    }
    range = next;
  }
}

/** The rest of a range after this invoice; undefined when it would not be smaller. */
function narrow(
  range: InvoiceDateRange,
  last: InvoiceMetadata,
  descending: boolean,
): InvoiceDateRange | undefined {
  const date = dateOf(last, range);
  if (!descending) {
    // An issue date has no time: its day begins at Polish midnight.
    const from = date.length === 10 ? withOffset(`${date}T00:00:00`) : date;
    return instantOf(from) > instantOf(range.from) ? { ...range, from } : undefined;
  }
  // Whether KSeF includes `to` itself is not documented: one millisecond more costs nothing.
  const to =
    date.length === 10
      ? withOffset(`${date}T23:59:59.999`)
      : new Date(toMs(instantOf(date)) + 1).toISOString();
  return range.to == null || instantOf(to) < instantOf(range.to) ? { ...range, to } : undefined;
}

function dateOf(invoice: InvoiceMetadata, { dateType }: InvoiceDateRange): string {
  if (dateType === 'Issue') return invoice.issueDate;
  return dateType === 'Invoicing' ? invoice.invoicingDate : invoice.permanentStorageDate;
}

function instantOf(text: string): bigint {
  const instant = parseInstant(text);
  if (instant !== undefined) return instant;
  throw new TransportError(`KSeF returned ${quoted(text)} as a date.`, { code: 'INVALID_RESPONSE' });
}

function capped(range: InvoiceDateRange, last: InvoiceMetadata): KsefError {
  return new KsefError(
    `More than ${longestResult} invoices have the same ${range.dateType} date ${dateOf(last, range)}, and KSeF lists no more. Narrow the filters, or query by another date.`,
    { code: 'RESULT_CAPPED' },
  );
}
