export { type BuiltInvoice, buildInvoice } from './build/build-invoice.js';
export type { BuildIssue } from './build/build-issues.js';
export { correctInvoice } from './correct/correct-invoice.js';
export { correctToZero } from './correct/correct-to-zero.js';
export type { InvoiceChange } from './correct/invoice-change.js';
export { type SettledAdvance, settleAdvances } from './correct/settle-advances.js';
export type { Annotations, NewVehicle } from './data/annotations.js';
export type { Attachment, AttachmentTable, KeyValue } from './data/attachment.js';
export type { CorrectedInvoice, Correction } from './data/correction.js';
export type { Decimal } from './data/decimal.js';
export type { Footer, InvoiceData, InvoiceKind } from './data/invoice-data.js';
export type { CommonLine, InvoiceLine, OrderLine, VatRate } from './data/line.js';
export type {
  Address,
  AddressInput,
  AuthorisedParty,
  Buyer,
  Contact,
  Identity,
  Seller,
  ThirdParty,
  ThirdPartyRole,
} from './data/party.js';
export type {
  AmountWithReason,
  BankAccount,
  DatedNumber,
  PartialPayment,
  Payment,
  PaymentMeans,
  PaymentTerm,
  Settlement,
  Terms,
  Transport,
} from './data/payment.js';
export type { RateGroupName, RateTotal, Totals } from './data/totals.js';
