export {
  type InvoiceLinkInput,
  type InvoiceLinkParts,
  invoiceLink,
  parseInvoiceLink,
  verifyInvoiceLink,
} from './invoice-link.js';
