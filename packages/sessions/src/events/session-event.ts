import type { InvoiceIssue, InvoiceResult } from '../invoice/index.js';
import type { BatchEvent } from './batch-event.js';
import type { ModeChosenEvent } from './mode-chosen-event.js';

/** Events of sessions. They never contain keys or invoice contents. */
export type SessionEvent =
  | ModeChosenEvent
  | BatchEvent
  | {
      readonly type: 'session-opened' | 'session-closed';
      readonly referenceNumber: string;
      readonly systemCode: string;
      /** Duration of opening or closing including retries, in milliseconds. */
      readonly durationMs: number;
    }
  | {
      /**
       * A session could not be closed, e.g. because KSeF refuses to close sessions for an hour (429). Nothing is lost:
       * its invoices are processed and have their receipts. The receipt of the whole session is available once the
       * session is closed: by `closeSession`, by the next call with the same journal, or by KSeF itself at
       * `validUntil`.
       */
      readonly type: 'session-left-open';
      readonly referenceNumber: string;
      readonly systemCode: string;
      /** When KSeF closes it, RFC 3339. */
      readonly validUntil: string;
      readonly reason: string;
      /** How long KSeF asks to wait, in milliseconds (429). */
      readonly retryAfterMs: number | undefined;
    }
  | {
      readonly type: 'session-rotated';
      readonly referenceNumber: string;
      readonly reason: string;
      /** How long the session had been in use, in milliseconds. */
      readonly durationMs: number;
    }
  | {
      readonly type: 'invoice-sent';
      readonly sessionReferenceNumber: string;
      readonly referenceNumber: string;
      /** The answer was lost, but the invoice was found in the session. */
      readonly found: boolean;
      /** From the first attempt until KSeF certainly had it, in milliseconds. */
      readonly durationMs: number;
    }
  | {
      /** KSeF has processed the invoice. */
      readonly type: 'invoice-processed';
      readonly sessionReferenceNumber: string;
      readonly referenceNumber: string;
      /** KSeF's status of the invoice: 200 is accepted. */
      readonly code: number;
      /** How long the invoice waited for its status, in milliseconds. */
      readonly durationMs: number;
    }
  | {
      /** The `validator` found issues in an invoice before it was sent. */
      readonly type: 'invoice-issues';
      readonly index: number;
      readonly name: string | undefined;
      /** The invoice is not sent. */
      readonly isRefused: boolean;
      readonly errorCount: number;
      readonly warningCount: number;
      /** The first 20. The `issues` of the result contain their texts, which may quote the invoice. */
      readonly issues: readonly Pick<InvoiceIssue, 'rule' | 'severity' | 'path' | 'line' | 'column'>[];
      /** Duration of the validation, in milliseconds. */
      readonly durationMs: number;
    }
  | {
      /** One input of `sendInvoices` has its result. */
      readonly type: 'invoice-finished';
      readonly index: number;
      readonly status: InvoiceResult['status'];
      readonly ksefNumber: string | undefined;
      /** `code` of the result's error. */
      readonly errorCode: string | undefined;
      /** Since it was taken from the source, in milliseconds. */
      readonly durationMs: number;
    }
  | ({
      /** `sendInvoices` has ended: the number of inputs per result. */
      readonly type: 'sending-finished';
      /** Reference numbers of sessions that are still open: see `session-left-open`. */
      readonly openSessions: readonly string[];
      readonly durationMs: number;
    } & Readonly<Record<InvoiceResult['status'], number>>)
  | { readonly type: 'waiting'; readonly what: string; readonly waitMs: number }
  | { readonly type: 'warning'; readonly message: string };
