import type { IssueMode } from './issued-invoice.js';

/** An invoice, in events. */
interface OfInvoice {
  readonly name: string | undefined;
  readonly invoiceHash: string;
}

/** Events of an outbox. They never contain contents or keys. */
export type OutboxEvent =
  | (OfInvoice & {
      /** The invoice is stored, and has its codes. */
      readonly type: 'offline-issued';
      readonly mode: IssueMode;
      readonly sendBy: string | undefined;
    })
  | (OfInvoice & {
      /** KSeF has accepted it. */
      readonly type: 'offline-accepted';
      readonly ksefNumber: string;
      /** After its deadline. */
      readonly isLate: boolean;
    })
  | (OfInvoice & {
      /** KSeF rejected it, or it can never be sent. */
      readonly type: 'offline-refused';
      readonly code: number | undefined;
      readonly reason: string;
      /** A technical correction may help. */
      readonly canCorrect: boolean;
    })
  | (OfInvoice & {
      /** A technical correction is stored, and will be sent instead. */
      readonly type: 'offline-corrected';
      readonly correctionHash: string;
    })
  | (OfInvoice & {
      /** It still waits, and its deadline is near or has passed: reported once each. */
      readonly type: 'deadline-near' | 'deadline-missed';
      readonly sendBy: string;
      /** Until the end of that day, in milliseconds; negative after it. */
      readonly leftMs: number;
    })
  | {
      /** KSeF cannot be reached, or limits requests. Sending is retried after this time. */
      readonly type: 'outbox-waiting';
      readonly waitingCount: number;
      readonly waitMs: number;
      readonly reason: string;
    }
  | { readonly type: 'warning'; readonly message: string };
