import type { Clock, KsefStatus } from '@ksef/core';
import {
  callback,
  expects,
  isClock,
  isSignal,
  nested,
  numberFrom,
  type OptionChecks,
  objectWith,
  oneOf,
  required,
  someText,
  wholeNumber,
} from '@ksef/core/internal';
import type { Latarnia } from '../latarnia/index.js';
import type { KsefAnswers, KsefProbe } from '../state/index.js';
import type { IssueMode } from './issued-invoice.js';
import type { CertificateCheck, OfflineCertificate } from './offline-certificate.js';
import type { OutboxEvent } from './outbox-event.js';
import type { OutboxJournal } from './outbox-journal.js';

/**
 * Creates the codes of an invoice: `(file) => offlineLinksOf(file, { environment, signer })` with `@ksef/qr/invoice`.
 */
export type OfflineCodes = (
  file: Uint8Array,
  options: { readonly signal?: AbortSignal | undefined },
) => Promise<{
  /** KOD I. */
  readonly invoiceLink: string;
  /** KOD II. */
  readonly certificateLink: string;
}>;

/** An invoice that KSeF rejected, for a technical correction. */
export interface RefusedInvoice {
  readonly name: string | undefined;
  /** Hash of the issued invoice, whose codes are printed. */
  readonly invoiceHash: string;
  /** The rejected file: that invoice, or an earlier correction. */
  readonly content: Uint8Array;
  /** Undefined if it could not be sent at all. */
  readonly code: KsefStatus['code'] | undefined;
  readonly reason: string;
}

/** Options of {@link openOutbox}. */
export interface OutboxOptions {
  /** `fileJournal` of `@ksef/sessions`, `postgresJournal` of `@ksef/postgres`, or your own. */
  readonly journal: OutboxJournal;
  /** Your name for this outbox in the journal. It must differ from the sender's. */
  readonly runId: string;
  /** Required for issuing. A process that only sends does not need the key. */
  readonly codes?: OfflineCodes | undefined;
  /** The certificate whose key signs KOD II. Required for issuing. */
  readonly certificate?: OfflineCertificate | undefined;
  /**
   * Called once a day while KSeF is available, and remembered: no invoice is issued with a certificate that is known to
   * be revoked.
   */
  readonly checkCertificate?: CertificateCheck | undefined;
  /** The time without a check after which there is a warning, in milliseconds. Default seven days. */
  readonly certificateMaxAgeMs?: number | undefined;
  /** KSeF's own answers: see `watchAnswers`. */
  readonly answers?: Pick<KsefAnswers, 'answeredAt' | 'failures'> | undefined;
  /** Sends a request to KSeF: see `ksefProbe`. */
  readonly probe?: KsefProbe | undefined;
  /** Reports the announced outages that modes and deadlines depend on. Without it everything is `offline24`. */
  readonly latarnia?: Latarnia | undefined;
  /**
   * Returns a technical correction of an invoice that KSeF rejected: the same invoice, without the technical mistake.
   * Return undefined if you have no correction: the next process asks again.
   */
  readonly correct?:
    | ((
        refused: RefusedInvoice,
        options: { readonly signal?: AbortSignal | undefined },
      ) => Promise<Uint8Array | undefined> | Uint8Array | undefined)
    | undefined;
  /**
   * How long before the end of the last day the event `deadline-near` is emitted, in milliseconds. Default four hours.
   */
  readonly warnBeforeMs?: number | undefined;
  /** The maximum number of concurrent sends. Default 4. */
  readonly concurrency?: number | undefined;
  /** How much content of waiting invoices is kept in memory. The rest is read from the journal. Default 16 MB. */
  readonly maxHeldBytes?: number | undefined;
  readonly clock?: Clock | undefined;
  readonly onEvent?: ((event: OutboxEvent) => void) | undefined;
  /** Aborts the opening. */
  readonly signal?: AbortSignal | undefined;
}

/** Options of issuing one invoice. */
export interface IssueOptions {
  /** Default: by the announced outages; `offline24` without one. */
  readonly mode?: IssueMode | undefined;
  /** Aborts the call, unless the invoice is already being stored. */
  readonly signal?: AbortSignal | undefined;
}

const isInstant = expects(
  'an ISO 8601 instant',
  (value) => typeof value === 'string' && !Number.isNaN(Date.parse(value)),
);
const certificateChecks: OptionChecks<OfflineCertificate> = /* @__PURE__ */ Object.freeze({
  serialNumber: required(someText),
  validFrom: isInstant,
  validTo: required(isInstant),
});
const milliseconds = numberFrom(0);

export const outboxChecks: OptionChecks<OutboxOptions> = /* @__PURE__ */ Object.freeze({
  journal: required(objectWith('open')),
  runId: required(someText),
  codes: callback,
  certificate: nested<OfflineCertificate>(certificateChecks),
  checkCertificate: callback,
  certificateMaxAgeMs: milliseconds,
  answers: objectWith(),
  probe: callback,
  latarnia: objectWith('status', 'messages'),
  correct: callback,
  warnBeforeMs: milliseconds,
  concurrency: wholeNumber(1, 100),
  maxHeldBytes: milliseconds,
  clock: isClock,
  onEvent: callback,
  signal: isSignal,
});

export const issueChecks: OptionChecks<IssueOptions> = /* @__PURE__ */ Object.freeze({
  mode: oneOf('offline24', 'offline', 'emergency', 'totalFailure'),
  signal: isSignal,
});
