import type { Decimal } from './decimal.js';

/**
 * A VAT rate in the form's notation: `23`, `8`, `5` …; `0 KR` (domestic), `0 WDT` (intra-EU supply), `0 EX` (export);
 * `zw` (exempt), `oo` (reverse charge), `np I` and `np II` (outside Poland).
 */
export type VatRate =
  | '23'
  | '22'
  | '8'
  | '7'
  | '5'
  | '4'
  | '3'
  | '0 KR'
  | '0 WDT'
  | '0 EX'
  | 'zw'
  | 'oo'
  | 'np I'
  | 'np II'
  // Rates of other forms, when read.
  | (string & {});

/** Common fields of invoice lines and order lines. */
export interface CommonLine {
  /** Default: its position in the list, from 1. */
  readonly number?: Decimal | undefined;
  readonly name?: string | undefined;
  readonly quantity?: Decimal | undefined;
  readonly unit?: string | undefined;
  /** Of one unit, without tax. */
  readonly netPrice?: Decimal | undefined;
  /** Net value. Default: quantity × (price minus discount). */
  readonly net?: Decimal | undefined;
  /** Tax. */
  readonly vat?: Decimal | undefined;
  readonly rate?: VatRate | undefined;
  /** In percent, for the OSS procedure, instead of `rate`. */
  readonly ossRate?: Decimal | undefined;
  readonly id?: string | undefined;
  readonly index?: string | undefined;
  readonly gtin?: string | undefined;
  readonly pkwiu?: string | undefined;
  readonly cn?: string | undefined;
  readonly pkob?: string | undefined;
  /** Goods or services of annex 15 (split payment). */
  readonly isAnnex15?: boolean | undefined;
  readonly excise?: Decimal | undefined;
  /** `GTU_01` to `GTU_13`. */
  readonly gtu?: string | undefined;
  /** `WSTO_EE`, `IED`, `TT_D`, `I_42`, `I_63`, `B_SPV`, `B_SPV_DOSTAWA` or `B_MPV_PROWIZJA`. */
  readonly procedure?: string | undefined;
  /** The state before a correction (`StanPrzed`). */
  readonly isBefore?: boolean | undefined;
}

/** A line of an invoice (`FaWiersz`). */
export interface InvoiceLine extends CommonLine {
  /** Of one unit, with tax, instead of `netPrice`. */
  readonly grossPrice?: Decimal | undefined;
  /** Off the price of one unit, if the price does not account for it (`P_10`). */
  readonly discount?: Decimal | undefined;
  /** Gross value, with `grossPrice`. Default: quantity × (price minus discount). */
  readonly gross?: Decimal | undefined;
  /** `YYYY-MM-DD`, if lines were supplied on different days. */
  readonly supplyDate?: string | undefined;
  /** For the tax in PLN of an invoice in another currency. Default: the invoice's. */
  readonly exchangeRate?: Decimal | undefined;
}

/** A line of an order that an advance is paid for (`ZamowienieWiersz`). */
export type OrderLine = CommonLine;
