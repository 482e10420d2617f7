import type { IssueMode } from './issued-invoice.js';

/** An invoice, in events. */
interface OfInvoice {
  readonly name: string | undefined;
  readonly invoiceHash: string;
}

/** What an outbox tells about its work; never contents or keys. */
export type OutboxEvent =
  | (OfInvoice & {
      /** It is stored, and has its codes. */
      readonly type: 'offline-issued';
      readonly mode: IssueMode;
      readonly sendBy: string | undefined;
    })
  | (OfInvoice & {
      /** KSeF has it. */
      readonly type: 'offline-accepted';
      readonly ksefNumber: string;
      /** After its deadline. */
      readonly isLate: boolean;
    })
  | (OfInvoice & {
      /** KSeF refused it, or it can never be sent. */
      readonly type: 'offline-refused';
      readonly code: number | undefined;
      readonly reason: string;
      /** A technical correction may help. */
      readonly canCorrect: boolean;
    })
  | (OfInvoice & {
      /** A technical correction is stored, and will be sent in its place. */
      readonly type: 'offline-corrected';
      readonly correctionHash: string;
    })
  | (OfInvoice & {
      /** It still waits, and has to be in KSeF soon, or should have been: told once each. */
      readonly type: 'deadline-near' | 'deadline-missed';
      readonly sendBy: string;
      /** Until the end of that day, in milliseconds; negative when it is over. */
      readonly leftMs: number;
    })
  | {
      /** KSeF cannot be reached, or refuses to be asked so often; sending is tried again after this. */
      readonly type: 'outbox-waiting';
      readonly waitingCount: number;
      readonly waitMs: number;
      readonly reason: string;
    }
  | { readonly type: 'warning'; readonly message: string };
