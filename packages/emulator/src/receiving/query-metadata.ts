import type { FastifyInstance } from 'fastify';
import { bodyOf, invalidInput, Problem, rangeFault } from '../http/index.js';
import { highWaterMark, type InvoiceRecord } from '../invoices/index.js';
import type { DateRange } from './date-range.js';
import { findInvoices, type InvoiceQueryFilters, readQuery } from './query-filters.js';
import type { ReceivingContext } from './receiving-context.js';
import { receivingLimits } from './receiving-limits.js';
import { showMetadata } from './show-metadata.js';

/** Why nothing can be given: the range begins after the mark up to which data are complete. */
export const beyondMark =
  'Parametr dateRange.from jest późniejszy niż PermanentStorageHwmDate przy włączonym restrictToPermanentStorageHwmDate.';

/** `POST /invoices/query/metadata` */
export function queryMetadataRoute(
  app: FastifyInstance,
  { kernel, callers, invoices }: ReceivingContext,
): void {
  app.post('/invoices/query/metadata', async (request) => {
    const { context } = callers.authorize(request, ['InvoiceRead']);
    const { maxResults } = receivingLimits(kernel);
    const { order, first, size } = readPage(request.query as Record<string, unknown>, maxResults);
    const query = readQuery(kernel, bodyOf<InvoiceQueryFilters>(request));
    const mark = highWaterMark(kernel);
    const dateRange = restrict(query.dateRange, mark);
    if (dateRange === undefined) {
      throw new Problem({
        status: 400,
        code: 21183,
        description: 'Zakres filtrowania wykracza poza dostępny zakres danych.',
        details: [beyondMark],
      });
    }
    const end = Math.min(first + size, maxResults);
    const page: InvoiceRecord[] = [];
    let seen = 0;
    for (const invoice of findInvoices(kernel, invoices, context, { ...query, dateRange }, order)) {
      if (seen++ >= end) break;
      if (seen > first) page.push(invoice);
    }
    const hasMore = seen > end;
    return {
      hasMore,
      isTruncated: hasMore && end === maxResults,
      permanentStorageHwmDate: markOf(dateRange, mark, (ms) => kernel.timestamp(ms)),
      invoices: page.map((invoice) => showMetadata(kernel, invoice)),
    };
  });
}

/** The range up to the mark where that is asked for; undefined when nothing of it is left. */
export function restrict(range: DateRange, mark: number): DateRange | undefined {
  if (!range.restrictToPermanentStorageHwmDate) return range;
  return range.from > mark ? undefined : { ...range, to: Math.min(range.to, mark) };
}

/** `permanentStorageHwmDate` of an answer: for older ranges their own end. */
export function markOf(range: DateRange, mark: number, show: (ms: number) => string): string | null {
  return range.dateType === 'PermanentStorage' ? show(Math.min(mark, range.to)) : null;
}

function readPage(query: Record<string, unknown>, maxResults: number) {
  const { sortOrder = 'Asc', pageOffset = '0', pageSize = '10' } = query;
  if (sortOrder !== 'Asc' && sortOrder !== 'Desc')
    throw invalidInput("'sortOrder' ma nieprawidłową wartość.");
  const offset = Number(pageOffset);
  const size = Number(pageSize);
  if (!Number.isInteger(size) || size < 10 || size > 250) {
    throw invalidInput(rangeFault('pageSize', 10, 250, pageSize));
  }
  if (!Number.isInteger(offset) || offset < 0) {
    throw invalidInput("'pageOffset' musi być liczbą całkowitą nie mniejszą od 0.");
  }
  if (offset * size >= maxResults) {
    throw invalidInput(`'pageOffset' wykracza poza ${maxResults} dostępnych wyników.`);
  }
  const order: 'Asc' | 'Desc' = sortOrder;
  return { order, first: offset * size, size };
}
