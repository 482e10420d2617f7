import type { InvoiceIssue, InvoiceResult } from '../invoice/index.js';
import type { BatchEvent } from './batch-event.js';
import type { ModeChosenEvent } from './mode-chosen-event.js';

/** What sessions tell about their work; never keys or invoice contents. */
export type SessionEvent =
  | ModeChosenEvent
  | BatchEvent
  | {
      readonly type: 'session-opened' | 'session-closed';
      readonly referenceNumber: string;
      readonly systemCode: string;
      /** How long opening or closing took, with whatever had to be repeated, in milliseconds. */
      readonly durationMs: number;
    }
  | {
      /**
       * A session could not be closed, e.g. because KSeF refuses to close sessions for an hour (429). Nothing is lost: its invoices
       * are processed and have their receipts; that of the whole session comes when it is closed, by `closeSession` or a
       * next call with the same journal, or by KSeF itself at `validUntil`.
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
      /** How long it had been in use, in milliseconds. */
      readonly durationMs: number;
    }
  | {
      readonly type: 'invoice-sent';
      readonly sessionReferenceNumber: string;
      readonly referenceNumber: string;
      /** The answer was lost; a look-up has found the invoice in the session. */
      readonly found: boolean;
      /** From its first try until KSeF surely had it, in milliseconds. */
      readonly durationMs: number;
    }
  | {
      /** KSeF has decided. */
      readonly type: 'invoice-processed';
      readonly sessionReferenceNumber: string;
      readonly referenceNumber: string;
      /** KSeF's status of the invoice: 200 is accepted. */
      readonly code: number;
      /** How long the invoice waited for it, in milliseconds. */
      readonly durationMs: number;
    }
  | {
      /** The `validator` found something in an invoice: before it is sent, or instead. */
      readonly type: 'invoice-issues';
      readonly index: number;
      readonly name: string | undefined;
      /** It is not sent. */
      readonly isRefused: boolean;
      readonly errorCount: number;
      readonly warningCount: number;
      /** The first 20. Their texts, which may quote the invoice, are in the `issues` of its result. */
      readonly issues: readonly Pick<InvoiceIssue, 'rule' | 'severity' | 'path' | 'line' | 'column'>[];
      /** How long the validator took, in milliseconds. */
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
      /** From when it was taken from the source, in milliseconds. */
      readonly durationMs: number;
    }
  | ({
      /** `sendInvoices` has ended; how many inputs had which result. */
      readonly type: 'sending-finished';
      /** Reference numbers of sessions that are still open: see `session-left-open`. */
      readonly openSessions: readonly string[];
      readonly durationMs: number;
    } & Readonly<Record<InvoiceResult['status'], number>>)
  | { readonly type: 'waiting'; readonly what: string; readonly waitMs: number }
  | { readonly type: 'warning'; readonly message: string };
