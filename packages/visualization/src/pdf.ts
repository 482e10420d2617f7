export {
  type InvoicePdfOptions,
  invoicePdf,
  invoicePdfStream,
  metadataPdf,
  type PdfOptions,
  upoPdf,
} from './pdf/invoice-pdf.js';
export type { PdfFonts } from './pdf/pdf-fonts.js';
