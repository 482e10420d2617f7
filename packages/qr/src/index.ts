export { type CertificateLinkInput, certificateLink, type OfflineSigner } from './certificate-link.js';
export {
  type InvoiceLinkInput,
  type InvoiceLinkParts,
  invoiceLink,
  parseInvoiceLink,
  verifyInvoiceLink,
} from './invoice-link.js';
export { type CertificateLinkParts, parseCertificateLink } from './parse-certificate-link.js';
