import type { OfflineMode } from '../deadlines/index.js';

/** Why an invoice was issued offline; what is issued in a total failure (awaria całkowita) is not sent later. */
export type IssueMode = OfflineMode | 'totalFailure';

/** Why KSeF did not take an invoice. */
export interface OfflineRefusal {
  /** KSeF's status; undefined where the invoice could not be sent at all. */
  readonly code?: number | undefined;
  readonly reason: string;
  /** A technical correction (korekta techniczna) may help: see `correct`. */
  readonly canCorrect: boolean;
}

/** Something to be looked at, although the invoice is issued. */
export interface OfflineWarning {
  /**
   * `certificate-unchecked`: KSeF has not said for long that the certificate is valid. `certificate-ends-early`: it ends before
   * the invoice has to be in KSeF, and KOD II fails from then on.
   */
  readonly code: 'certificate-unchecked' | 'certificate-ends-early';
  readonly message: string;
}

/** An invoice that was issued offline: what is printed, by when it has to be sent, and what became of it. */
export interface IssuedInvoice {
  /** Tells it from results of sending online. */
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
  /** What stands below KOD I until there is a KSeF number: `OFFLINE`. Below KOD II stands `CERTYFIKAT`. */
  readonly label?: string | undefined;
  /**
   * The last day on which it may be sent, `YYYY-MM-DD` of Poland. Undefined while the outage lasts that it depends on, and
   * where it need not be sent at all.
   */
  readonly sendBy?: string | undefined;
  /** `refused`: KSeF does not take it as it is. `notRequired`: it was issued in a total failure. */
  readonly delivery: 'waiting' | 'accepted' | 'refused' | 'notRequired';
  /** Once KSeF has it. */
  readonly ksefNumber?: string | undefined;
  /** Why it is refused. */
  readonly refusal?: OfflineRefusal | undefined;
  readonly warnings: readonly OfflineWarning[];
}
