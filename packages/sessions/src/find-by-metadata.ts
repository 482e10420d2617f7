import { type Api, type CallOptions, queryInvoiceMetadata, type Schemas } from '@ksef/api';
import type { InvoiceDocument } from '@ksef/documents';

type InvoiceMetadata = Schemas['InvoiceMetadata'];

// KSeF refuses ranges over three months.
const longestRangeMs = 85 * 86_400_000;
const marginMs = 86_400_000;

/**
 * The accepted invoice with these bytes among all that the seller has in KSeF since a moment, whatever session brought
 * it. That there is none proves nothing: KSeF may not have judged or stored it yet. 20 queries an hour are allowed.
 */
export async function findByMetadata(
  api: Api,
  invoice: InvoiceDocument,
  invoiceHash: string,
  sinceMs: number,
  options: CallOptions,
): Promise<InvoiceMetadata | undefined> {
  const now = api.clock.now();
  // Clocks are put back.
  const from = Math.min(sinceMs, now) - marginMs;
  const to = Math.min(now + marginMs, from + longestRangeMs);
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
