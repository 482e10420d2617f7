import type { Annotations } from './annotations.js';
import type { Attachment } from './attachment.js';
import type { Correction } from './correction.js';
import type { Decimal } from './decimal.js';
import type { InvoiceLine, OrderLine } from './line.js';
import type { AuthorisedParty, Buyer, Seller, ThirdParty } from './party.js';
import type { Payment, Settlement, Terms } from './payment.js';
import type { Totals } from './totals.js';

/**
 * `VAT` an invoice, `KOR` a correction, `ZAL` an advance, `ROZ` the settlement of advances, `UPR` a simplified invoice,
 * `KOR_ZAL` and `KOR_ROZ` their corrections.
 */
export type InvoiceKind = 'VAT' | 'KOR' | 'ZAL' | 'ROZ' | 'UPR' | 'KOR_ZAL' | 'KOR_ROZ';

/** An invoice as plain data, with English names. It covers all of FA(3). */
export interface InvoiceData {
  /** The seller's number of the invoice, at most 256 characters. */
  readonly number: string;
  /** Default `VAT`. */
  readonly kind?: InvoiceKind | undefined;
  /** `YYYY-MM-DD`. */
  readonly issueDate: string;
  readonly issuePlace?: string | undefined;
  /** Day of supply or of payment, `YYYY-MM-DD`, if it is not the issue date. */
  readonly supplyDate?: string | undefined;
  /** For continuous supplies, instead of `supplyDate`. */
  readonly period?: { readonly from: string; readonly to: string } | undefined;
  /** ISO 4217. Default `PLN`. */
  readonly currency?: string | undefined;
  /** PLN for one unit of the currency: the tax is stated in PLN too. */
  readonly exchangeRate?: Decimal | undefined;

  readonly seller: Seller;
  readonly buyer: Buyer;
  readonly thirdParties?: readonly ThirdParty[] | undefined;
  readonly authorisedParty?: AuthorisedParty | undefined;

  readonly lines?: readonly InvoiceLine[] | undefined;
  /**
   * Where tax is rounded: once for each rate's total (`total`), or line by line (`line`). Both are lawful. Default
   * `total`.
   */
  readonly rounding?: 'total' | 'line' | undefined;
  /** Totals from elsewhere: they are written unchanged, and checked. Default: calculated from the lines. */
  readonly totals?: Totals | undefined;
  readonly annotations?: Annotations | undefined;

  readonly correction?: Correction | undefined;
  /** The order that an advance is paid for. */
  readonly order?: { readonly value?: Decimal; readonly lines: readonly OrderLine[] } | undefined;
  /** The payments of an advance invoice, if there are several. */
  readonly advancePayments?:
    | readonly {
        readonly date: string;
        readonly amount: Decimal;
        readonly exchangeRate?: Decimal | undefined;
      }[]
    | undefined;
  /** The advance invoices that this one settles: by KSeF number, or by number if issued outside KSeF. */
  readonly settledAdvances?:
    | readonly ({ readonly ksefNumber: string } | { readonly numberOutsideKsef: string })[]
    | undefined;

  readonly payment?: Payment | undefined;
  readonly settlement?: Settlement | undefined;
  readonly terms?: Terms | undefined;
  /** Numbers of goods issued notes (`WZ`). */
  readonly goodsIssuedNotes?: readonly string[] | undefined;
  /** Issued to a receipt of a cash register (`FP`). */
  readonly isToReceipt?: boolean | undefined;
  /** Seller and buyer are related (`TP`). */
  readonly areRelated?: boolean | undefined;
  /** For farmers who claim back excise duty (`ZwrotAkcyzy`). */
  readonly isForExciseRefund?: boolean | undefined;
  /** Additional information without its own field (`DodatkowyOpis`). */
  readonly descriptions?:
    | readonly { readonly line?: Decimal | undefined; readonly key: string; readonly value: string }[]
    | undefined;
  readonly footer?: Footer | undefined;
  readonly attachment?: Attachment | undefined;

  /** Name of the software that made the invoice. */
  readonly system?: string | undefined;
  /** `YYYY-MM-DDThh:mm:ssZ`. Default: now. */
  readonly createdAt?: string | undefined;
}

/** Text and registers at the end (`Stopka`). */
export interface Footer {
  readonly texts?: readonly string[] | undefined;
  readonly registers?:
    | readonly {
        readonly name?: string | undefined;
        readonly krs?: string | undefined;
        readonly regon?: string | undefined;
        readonly bdo?: string | undefined;
      }[]
    | undefined;
}
