import type { Correction } from './correction.js';
import type { Decimal } from './decimal.js';
import type { Footer } from './invoice-data.js';
import type { AddressInput, Contact, Identity, ThirdPartyRole } from './party.js';
import type { BankAccount, DatedNumber, Settlement } from './payment.js';

/** The farmer who delivered, or the buyer who issues. */
export interface RrParty {
  readonly nip: string;
  readonly name: string;
  readonly address: AddressInput;
  readonly correspondenceAddress?: AddressInput | undefined;
  readonly contacts?: readonly Contact[] | undefined;
}

/** Goods or services bought from the farmer (`FakturaRRWiersz`). */
export interface RrLine {
  /** Default: its position in the list, from 1. */
  readonly number?: Decimal | undefined;
  readonly id?: string | undefined;
  /** Day of purchase, `YYYY-MM-DD`, if it differs between lines. */
  readonly purchaseDate?: string | undefined;
  readonly name: string;
  readonly gtin?: string | undefined;
  readonly pkwiu?: string | undefined;
  readonly cn?: string | undefined;
  readonly unit: string;
  readonly quantity: Decimal;
  /** Class or quality. */
  readonly quality: string;
  /** Of one unit, without the refund of tax. */
  readonly price: Decimal;
  /** Default: quantity × price. */
  readonly value?: Decimal | undefined;
  /** Rate of the refund in percent: 7 or 6.5. Default 7. */
  readonly rate?: Decimal | undefined;
  /** Default: value × rate. */
  readonly refund?: Decimal | undefined;
  /** Default: value and refund. */
  readonly gross?: Decimal | undefined;
  readonly isBefore?: boolean | undefined;
  readonly exchangeRate?: Decimal | undefined;
}

/** An invoice of a flat-rate farmer (FA_RR), which the buyer issues, as plain data. */
export interface RrInvoiceData {
  readonly number: string;
  /** Default `VAT_RR`. */
  readonly kind?: 'VAT_RR' | 'KOR_VAT_RR' | undefined;
  /** `YYYY-MM-DD`. */
  readonly issueDate: string;
  readonly issuePlace?: string | undefined;
  /** Day of purchase of all lines, `YYYY-MM-DD`. */
  readonly purchaseDate?: string | undefined;
  /** Default `PLN`. */
  readonly currency?: string | undefined;
  /** The farmer. */
  readonly farmer: RrParty & { readonly contractorNumber?: string | undefined };
  /** The buyer, who issues the invoice. */
  readonly buyer: RrParty & {
    readonly status?: 'liquidation' | 'restructuring' | 'bankruptcy' | 'inheritance' | undefined;
  };
  readonly thirdParties?:
    | readonly (Identity & {
        readonly internalId?: string | undefined;
        readonly role: ThirdPartyRole | { readonly other: string };
        readonly address?: AddressInput | undefined;
        readonly correspondenceAddress?: AddressInput | undefined;
        readonly contacts?: readonly Contact[] | undefined;
      })[]
    | undefined;
  readonly lines: readonly RrLine[];
  /** Default: calculated from the lines. */
  readonly totals?: RrTotals | undefined;
  /** The total in words, which the form requires. */
  readonly totalInWords: string;
  readonly correction?:
    | (Omit<Correction, 'effect'> & { readonly effect?: 1 | 2 | 3 | 4 | undefined })
    | undefined;
  /** Documents of payment. */
  readonly paymentDocuments?: readonly DatedNumber[] | undefined;
  readonly descriptions?:
    | readonly { readonly line?: Decimal | undefined; readonly key: string; readonly value: string }[]
    | undefined;
  readonly settlement?: Settlement | undefined;
  readonly payment?: RrPayment | undefined;
  readonly footer?: Footer | undefined;
  readonly system?: string | undefined;
  /** `YYYY-MM-DDThh:mm:ssZ`. Default: now. */
  readonly createdAt?: string | undefined;
}

/** The sums of an FA_RR. */
export interface RrTotals {
  readonly value: Decimal;
  readonly refund: Decimal;
  readonly gross: Decimal;
  readonly valueInPln?: Decimal | undefined;
  readonly refundInPln?: Decimal | undefined;
  readonly grossInPln?: Decimal | undefined;
}

export interface RrPayment {
  readonly means?: 'transfer' | { readonly other: string } | undefined;
  readonly farmerAccounts?: readonly BankAccount[] | undefined;
  readonly buyerAccounts?: readonly BankAccount[] | undefined;
  readonly ksefPaymentId?: string | undefined;
  readonly link?: string | undefined;
}
