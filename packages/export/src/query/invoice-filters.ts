import type { Schemas } from '@ksef/api';
import { InvalidInputError, ksefNumber } from '@ksef/core';
import { parseInstant, quoted, withOffset } from '@ksef/core/internal';

/** Which invoices: the subject's role, a date range, and optional narrowing. */
export type InvoiceFilters = Schemas['InvoiceQueryFilters'];
/**
 * A range of one of an invoice's dates, ISO 8601. Times without `Z` or an offset are Polish time, and are sent with
 * its offset.
 */
export type InvoiceDateRange = Schemas['InvoiceQueryDateRange'];
/** The role of the context on the invoice. */
export type InvoiceSubjectType = Schemas['InvoiceQuerySubjectType'];
/** KSeF's metadata of an invoice. */
export type InvoiceMetadata = Schemas['InvoiceMetadata'];

/**
 * The filters in KSeF's notation. Rejects those that KSeF would reject, naming the field. @throws InvalidInputError
 * `INVALID_FILTERS`, `INVALID_DATE_RANGE`, `INVALID_KSEF_NUMBER`
 */
export function readFilters(filters: InvoiceFilters): InvoiceFilters {
  if (!filters?.subjectType) {
    throw invalid(
      'subjectType',
      'must be Subject1 (seller), Subject2 (buyer), Subject3 or SubjectAuthorized',
    );
  }
  checkDateRange(filters.dateRange);
  if (filters.ksefNumber != null) ksefNumber(filters.ksefNumber);
  if (filters.sellerNip != null && !/^\d{10}$/.test(filters.sellerNip)) {
    throw invalid('sellerNip', 'must be 10 digits');
  }
  if ((filters.invoiceNumber?.length ?? 0) > 256)
    throw invalid('invoiceNumber', 'has at most 256 characters');
  const { amount } = filters;
  if (amount?.from != null && amount.to != null && amount.from > amount.to) {
    throw invalid('amount', 'has a from that is larger than its to');
  }
  const { from, to } = filters.dateRange;
  const dates = { from: withOffset(from), ...(to == null ? {} : { to: withOffset(to) }) };
  return { ...filters, dateRange: { ...filters.dateRange, ...dates } };
}

function checkDateRange(range: InvoiceDateRange | undefined): void {
  if (!range?.dateType) {
    throw badRange('dateRange.dateType', 'must be Issue, Invoicing or PermanentStorage');
  }
  const from = checkInstant(range.from, 'dateRange.from');
  if (range.to != null && checkInstant(range.to, 'dateRange.to') < from) {
    throw badRange('dateRange.to', 'is before dateRange.from');
  }
  if (range.restrictToPermanentStorageHwmDate && range.dateType !== 'PermanentStorage') {
    throw badRange(
      'dateRange.restrictToPermanentStorageHwmDate',
      `works with dateType PermanentStorage only, not ${range.dateType}`,
    );
  }
}

function checkInstant(text: string, input: string): bigint {
  const instant = typeof text === 'string' ? parseInstant(text) : undefined;
  if (instant === undefined) {
    const given = (text as unknown) instanceof Date ? 'a Date: pass its toISOString()' : quoted(text);
    throw badRange(input, `must be a date and time such as 2026-02-01T00:00:00+01:00, not ${given}`);
  }
  return instant;
}

function badRange(input: string, why: string): InvalidInputError {
  return new InvalidInputError(`${input} ${why}.`, { code: 'INVALID_DATE_RANGE', input });
}

function invalid(input: string, why: string): InvalidInputError {
  return new InvalidInputError(`${input} ${why}.`, { code: 'INVALID_FILTERS', input });
}
