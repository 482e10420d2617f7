import { parseKsefNumber } from '@ksef/core';
import type { InvoiceSubjectType } from '@ksef/export';
import type { ReconciliationClient } from '../options/index.js';
import { type KsefInvoice, ksefInvoiceOf } from './ksef-invoice.js';

/** Days from the one in a KSeF number to the latest on which its invoice is stored, with a wide margin. */
const spanDays = 30;

/** Self-billed invoices are sent by the buyer, others by any authorized party. */
const allRoles: readonly InvoiceSubjectType[] = ['Subject1', 'Subject2', 'Subject3', 'SubjectAuthorized'];

/**
 * The invoice of a KSeF number, whatever its date of issue, searched in these roles first; undefined if KSeF lists
 * none.
 */
export async function findInvoice(
  client: ReconciliationClient,
  number: string,
  subjectTypes: readonly InvoiceSubjectType[],
  signal: AbortSignal | undefined,
): Promise<KsefInvoice | undefined> {
  const day = dayOf(number);
  if (day === undefined) return undefined;
  const at = (days: number) => new Date(Date.parse(day) + days * 86_400_000).toISOString();
  const dateRange = { dateType: 'PermanentStorage', from: at(-1), to: at(spanDays) };
  for (const subjectType of new Set([...subjectTypes, ...allRoles])) {
    const filters = { subjectType, dateRange, ksefNumber: number };
    for await (const metadata of client.queryMetadata(filters, { signal })) return ksefInvoiceOf(metadata);
  }
  return undefined;
}

/** The date in a KSeF number, `YYYY-MM-DD`; undefined if the text is not a KSeF number. */
export function dayOf(number: string): string | undefined {
  try {
    return parseKsefNumber(number).acceptedOn;
  } catch {
    return undefined;
  }
}
