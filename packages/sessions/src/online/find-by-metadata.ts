import { type Api, type CallOptions, queryInvoiceMetadata, type Schemas } from '@ksef/api';
import type { InvoiceDocument } from '@ksef/documents';

type InvoiceMetadata = Schemas['InvoiceMetadata'];

const dayMs = 86_400_000;
// The longest range that KSeF accepts.
const longestRangeMs = 100 * dayMs;
// A session lasts 12 hours, and can start at any hour of a Polish day.
const lifeMs = 3 * dayMs;

/**
 * The accepted invoice with these bytes among all that the seller has had in KSeF since it was sent, whichever session
 * contained it. If none is found, that proves nothing: KSeF may not have processed or stored it yet. KSeF allows 20
 * queries an hour.
 *
 * @param sessions - reference numbers of the sessions it was sent to: they contain the date by KSeF's clock
 */
export async function findByMetadata(
  api: Api,
  invoice: InvoiceDocument,
  invoiceHash: string,
  sessions: Iterable<string>,
  options: CallOptions,
): Promise<InvoiceMetadata | undefined> {
  const days = [...sessions].map(openingDay).filter((day) => !Number.isNaN(day));
  // The local clock decides only if a session's name has an unknown format.
  if (days.length === 0) days.push(api.clock.now());
  const to = Math.max(...days) + lifeMs;
  const from = Math.max(Math.min(...days) - dayMs, to - longestRangeMs);
  const { invoices } = await queryInvoiceMetadata(
    api,
    {
      pageSize: 50,
      body: {
        subjectType: 'Subject1',
        dateRange: {
          dateType: 'Invoicing',
          from: new Date(from).toISOString(),
          to: new Date(to).toISOString(),
        },
        sellerNip: invoice.sellerNip,
        invoiceNumber: invoice.invoiceNumber,
      },
    },
    options,
  );
  return invoices.find((one) => one.invoiceHash === invoiceHash);
}

/** Reference numbers begin with the date on which KSeF assigned them: `20260201-SO-…`. */
function openingDay(referenceNumber: string): number {
  return Date.parse(referenceNumber.replace(/^(\d{4})(\d\d)(\d\d)-.*$/, '$1-$2-$3'));
}
