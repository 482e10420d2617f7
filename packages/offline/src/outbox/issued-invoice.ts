import type { OfflineMode } from '../deadlines/index.js';

/** Why an invoice was issued offline. Invoices issued in a total failure (awaria całkowita) are not sent later. */
export type IssueMode = OfflineMode | 'totalFailure';

/** Why KSeF did not accept an invoice. */
export interface OfflineRefusal {
  /** KSeF's status; undefined if the invoice could not be sent at all. */
  readonly code?: number | undefined;
  readonly reason: string;
  /** A technical correction (korekta techniczna) may help: see `correct`. */
  readonly canCorrect: boolean;
}

/** A warning about an invoice, which is issued regardless. */
export interface OfflineWarning {
  /**
   * `certificate-unchecked`: KSeF has not confirmed the certificate for a long time. `certificate-ends-early`: it
   * expires before the invoice's deadline, and KOD II fails from then on.
   */
  readonly code: 'certificate-unchecked' | 'certificate-ends-early';
  readonly message: string;
}

/** An invoice that was issued offline: what to print, its deadline, and its outcome. */
export interface IssuedInvoice {
  /** Distinguishes it from results of online sending. */
  readonly status: 'offline';
  readonly name: string | undefined;
  /** SHA-256 of the file, Base64. */
  readonly invoiceHash: string;
  readonly mode: IssueMode;
  /** The date of issue in the invoice (`P_1`). */
  readonly issueDate: string;
  /** KOD I. Invoices of a total failure carry no codes. */
  readonly invoiceLink?: string | undefined;
  /** KOD II. */
  readonly certificateLink?: string | undefined;
  /** Label below KOD I until there is a KSeF number: `OFFLINE`. The label below KOD II is `CERTYFIKAT`. */
  readonly label?: string | undefined;
  /**
   * The last day on which it may be sent, `YYYY-MM-DD` in Poland. Undefined while an outage lasts that it depends on,
   * and if it need not be sent at all.
   */
  readonly sendBy?: string | undefined;
  /** `refused`: KSeF does not accept it as it is. `notRequired`: it was issued in a total failure. */
  readonly delivery: 'waiting' | 'accepted' | 'refused' | 'notRequired';
  /** Set once KSeF has accepted it. */
  readonly ksefNumber?: string | undefined;
  /** Why it was rejected. */
  readonly refusal?: OfflineRefusal | undefined;
  readonly warnings: readonly OfflineWarning[];
}
