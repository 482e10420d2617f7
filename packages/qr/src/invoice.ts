export {
  type InvoiceLinkOptions,
  invoiceLinkOf,
  type OfflineLinks,
  type OfflineLinksOptions,
  offlineLinksOf,
} from './invoice/links-of-invoice.js';
