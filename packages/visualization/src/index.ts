export { invoiceHtml, upoHtml } from './invoice-html.js';
export { type MetadataRow, metadataHtml } from './metadata-html.js';
export type { Colors, InvoiceViewOptions, Language, Logo, ViewOptions } from './options.js';
