export { type CollectiveIdentifiers, collectiveIdentifiers } from './collective-identifiers.js';
export {
  type CreateCollectiveIdentifiersOptions,
  createCollectiveIdentifiers,
  type PaymentNumber,
} from './create-collective-identifiers.js';
export {
  type CollectiveIdentifierOfInvoice,
  type CollectiveInvoice,
  expandCollectiveIdentifiers,
  listCollectiveIdentifiersOfInvoice,
} from './expand-collective-identifiers.js';
export type { InvoicePayment, InvoicesToPay, InvoiceToPay } from './invoice-to-pay.js';
export {
  type CollectiveIdentifierFilter,
  type ListedCollectiveIdentifier,
  listCollectiveIdentifiers,
} from './list-collective-identifiers.js';
export { type SplitPayment, splitPaymentTitle, transferTitle } from './transfer-title.js';
