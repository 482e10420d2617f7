import type { BankAccount, DatedNumber } from '../data/payment.js';
import type { RrInvoiceData, RrLine, RrTotals } from '../data/rr-data.js';
import type { FieldMap } from '../mapping/field-map.js';

export const rrLineMap: FieldMap<RrLine> = [
  ['number', 'NrWierszaFa', 'decimal'],
  ['id', 'UU_ID'],
  ['purchaseDate', 'P_4AA'],
  ['name', 'P_5'],
  ['gtin', 'GTIN'],
  ['pkwiu', 'PKWiU'],
  ['cn', 'CN'],
  ['unit', 'P_6A'],
  ['quantity', 'P_6B', 'decimal'],
  ['quality', 'P_6C'],
  ['price', 'P_7', 'decimal'],
  ['value', 'P_8', 'decimal'],
  ['rate', 'P_9', 'decimal'],
  ['refund', 'P_10', 'decimal'],
  ['gross', 'P_11', 'decimal'],
  ['isBefore', 'StanPrzed', 'marker'],
  ['exchangeRate', 'KursWaluty', 'decimal'],
];

export const rrTotalsMap: FieldMap<RrTotals> = [
  ['value', 'P_11_1', 'decimal'],
  ['valueInPln', 'P_11_1W', 'decimal'],
  ['refund', 'P_11_2', 'decimal'],
  ['refundInPln', 'P_11_2W', 'decimal'],
  ['gross', 'P_12_1', 'decimal'],
  ['grossInPln', 'P_12_1W', 'decimal'],
];

export const rrHeadMap: FieldMap<RrInvoiceData> = [
  ['currency', 'KodWaluty'],
  ['issuePlace', 'P_1M'],
  ['purchaseDate', 'P_4A'],
  ['issueDate', 'P_4B'],
  ['number', 'P_4C'],
  ['totalInWords', 'P_12_2'],
];

export const rrAccountMap: FieldMap<BankAccount> = [
  ['number', 'NrRB'],
  ['swift', 'SWIFT'],
  ['bank', 'NazwaBanku'],
  ['description', 'OpisRachunku'],
];

export const rrDocumentMap: FieldMap<DatedNumber> = [
  ['number', 'NrDokumentu'],
  ['date', 'DataDokumentu'],
];
