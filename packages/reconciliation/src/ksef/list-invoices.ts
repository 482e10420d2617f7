import { KsefError } from '@ksef/core';
import type { InvoiceFilters, InvoiceSubjectType } from '@ksef/export';
import type { ReconcileOptions, ReconciliationClient } from '../options/index.js';
import type { Period } from '../period/index.js';
import { type KsefInvoice, ksefInvoiceOf, ratesOf } from './ksef-invoice.js';

/**
 * KSeF's invoices of one role in the period. Uses exports of metadata: one brings 10 000 invoices, while a page of
 * metadata has 250, and KSeF allows twenty of each an hour. May return an invoice twice.
 *
 * @throws KsefError as `exportInvoices`
 */
export async function* listInvoices(
  client: ReconciliationClient,
  subjectType: InvoiceSubjectType,
  { from, to }: Period,
  { dateType = 'Issue', readInvoice, signal }: ReconcileOptions,
): AsyncGenerator<KsefInvoice> {
  const exported = async function* (dateRange: InvoiceFilters['dateRange']) {
    const options = { onlyMetadata: readInvoice === undefined, signal };
    for await (const { metadata, content } of client.exportInvoices({ subjectType, dateRange }, options)) {
      const invoice = ksefInvoiceOf(metadata);
      if (readInvoice === undefined || content === undefined) yield invoice;
      else yield { ...invoice, rates: ratesOf(content, readInvoice) };
    }
  };
  try {
    yield* exported({ dateType, from: `${from}T00:00:00`, to: `${to}T23:59:59.999` });
  } catch (error) {
    if (dateType !== 'Issue' || !isCapped(error)) throw error;
    // More invoices of one day than KSeF packs: a package cannot be continued within a day. Dates of storage have a
    // time, and no invoice is stored before the day of its issue.
    for await (const invoice of exported({ dateType: 'PermanentStorage', from: `${from}T00:00:00` }))
      if (invoice.issueDate >= from && invoice.issueDate <= to) yield invoice;
  }
}

function isCapped(error: unknown): boolean {
  return error instanceof KsefError && error.code === 'RESULT_CAPPED';
}
