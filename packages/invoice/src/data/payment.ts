import type { Decimal } from './decimal.js';
import type { AddressInput, Identity } from './party.js';

/** The means of payment: one of the form's, or a description of another. */
export type PaymentMeans =
  | 'cash'
  | 'card'
  | 'voucher'
  | 'cheque'
  | 'credit'
  | 'transfer'
  | 'mobile'
  | { readonly other: string };

export interface PartialPayment {
  readonly amount: Decimal;
  /** `YYYY-MM-DD`. */
  readonly date: string;
  readonly means?: PaymentMeans | undefined;
}

export interface PaymentTerm {
  /** `YYYY-MM-DD`. */
  readonly date?: string | undefined;
  /** e.g. 14 `dni` from `dostawa towaru`. */
  readonly description?:
    | { readonly count: Decimal; readonly unit: string; readonly from: string }
    | undefined;
}

export interface BankAccount {
  readonly number: string;
  readonly swift?: string | undefined;
  /** An account of the bank itself (`RachunekWlasnyBanku`): 1, 2 or 3. */
  readonly bankOwn?: 1 | 2 | 3 | undefined;
  readonly bank?: string | undefined;
  readonly description?: string | undefined;
}

/** Terms of payment (`Platnosc`). */
export interface Payment {
  /** `YYYY-MM-DD`: paid in full on that day. */
  readonly paidOn?: string | undefined;
  readonly partial?:
    | { readonly isPaidInFull: boolean; readonly payments: readonly PartialPayment[] }
    | undefined;
  /** A date is short for one term. */
  readonly due?: string | readonly PaymentTerm[] | undefined;
  readonly means?: PaymentMeans | undefined;
  /** A number is short for one account. */
  readonly accounts?: string | readonly BankAccount[] | undefined;
  readonly factorAccounts?: readonly BankAccount[] | undefined;
  readonly earlyPaymentDiscount?: { readonly conditions: string; readonly size: string } | undefined;
  readonly link?: string | undefined;
  /** `IPKSeF`, 13 letters and digits. */
  readonly ksefPaymentId?: string | undefined;
}

export interface AmountWithReason {
  readonly amount: Decimal;
  readonly reason: string;
}

/** Charges and deductions in addition to the total (`Rozliczenie`). */
export interface Settlement {
  readonly charges?: readonly AmountWithReason[] | undefined;
  readonly totalCharges?: Decimal | undefined;
  readonly deductions?: readonly AmountWithReason[] | undefined;
  readonly totalDeductions?: Decimal | undefined;
  /** The amount left to pay. Specify it or `toSettle`. */
  readonly toPay?: Decimal | undefined;
  /** The overpaid amount. */
  readonly toSettle?: Decimal | undefined;
}

/** A document with its date and number. */
export interface DatedNumber {
  readonly date?: string | undefined;
  readonly number?: string | undefined;
}

export interface Transport {
  /** One of the form's kinds, or a description of another. */
  readonly kind:
    | 'sea'
    | 'rail'
    | 'road'
    | 'air'
    | 'post'
    | 'pipeline'
    | 'inlandWaterway'
    | { readonly other: string };
  readonly carrier?: (Identity & { readonly address: AddressInput }) | undefined;
  readonly orderNumber?: string | undefined;
  /** A number of the form's list (13 is a pallet), or a description. */
  readonly cargo: number | { readonly other: string };
  readonly packagingUnit?: string | undefined;
  /** `YYYY-MM-DDThh:mm:ssZ`. */
  readonly startsAt?: string | undefined;
  readonly endsAt?: string | undefined;
  readonly from?: AddressInput | undefined;
  readonly through?: readonly AddressInput[] | undefined;
  readonly to?: AddressInput | undefined;
}

/** Contracts, orders and delivery (`WarunkiTransakcji`). */
export interface Terms {
  readonly contracts?: readonly DatedNumber[] | undefined;
  readonly orders?: readonly DatedNumber[] | undefined;
  readonly batchNumbers?: readonly string[] | undefined;
  readonly delivery?: string | undefined;
  readonly agreedRate?: { readonly rate?: Decimal; readonly currency?: string } | undefined;
  readonly transport?: readonly Transport[] | undefined;
  readonly isByIntermediary?: boolean | undefined;
}
