import type { InvoiceRecord } from '../invoices/index.js';
import type { Kernel } from '../kernel/index.js';
/** `InvoiceMetadata` of an accepted invoice. */
export function showMetadata(kernel: Kernel, invoice: InvoiceRecord) {
  const { sellerName, ...summary } = invoice.summary ?? { sellerName: null };
  return {
    ksefNumber: invoice.ksefNumber,
    invoiceNumber: invoice.invoiceNumber,
    issueDate: invoice.issueDate,
    invoicingDate: kernel.timestamp(invoice.acceptedAt),
    acquisitionDate: kernel.timestamp(invoice.acquiredAt ?? invoice.acceptedAt),
    permanentStorageDate: kernel.timestamp(invoice.permanentlyStoredAt ?? invoice.acceptedAt),
    seller: { nip: invoice.sellerNip, name: sellerName },
    ...summary,
    invoicingMode: invoice.invoicingMode,
    formCode: invoice.form,
    invoiceHash: invoice.invoiceHash,
    hashOfCorrectedInvoice: invoice.hashOfCorrectedInvoice,
  };
}
