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

/** Makes the codes of an invoice: `(file) => offlineLinksOf(file, { environment, signer })` with `@ksef/qr/invoice`. */
export type OfflineCodes = (
  file: Uint8Array,
  options: { readonly signal?: AbortSignal | undefined },
) => Promise<{
  /** KOD I. */
  readonly invoiceLink: string;
  /** KOD II. */
  readonly certificateLink: string;
}>;

/** An invoice that KSeF refused, for whoever corrects it technically. */
export interface RefusedInvoice {
  readonly name: string | undefined;
  /** Of the invoice that was issued, whose codes are printed. */
  readonly invoiceHash: string;
  /** What was refused: that invoice, or an earlier correction. */
  readonly content: Uint8Array;
  /** Undefined where it could not be sent at all. */
  readonly code: KsefStatus['code'] | undefined;
  readonly reason: string;
}

/** Options of {@link openOutbox}. */
export interface OutboxOptions {
  /** `fileJournal` of `@ksef/sessions`, `postgresJournal` of `@ksef/postgres`, or yours. */
  readonly journal: OutboxJournal;
  /** Your name for this outbox in the journal: not the sender's. */
  readonly runId: string;
  /** Needed to issue; a process that only sends has no need of the key. */
  readonly codes?: OfflineCodes | undefined;
  /** Whose key signs KOD II; needed to issue. */
  readonly certificate?: OfflineCertificate | undefined;
  /** Asked once a day while KSeF is up, and remembered: an invoice is not issued with a certificate that is known to be revoked. */
  readonly checkCertificate?: CertificateCheck | undefined;
  /** After how long without a check there is a warning, in milliseconds. Default seven days. */
  readonly certificateMaxAgeMs?: number | undefined;
  /** What KSeF itself answers: see `watchAnswers`. */
  readonly answers?: Pick<KsefAnswers, 'answeredAt' | 'failures'> | undefined;
  /** Asks KSeF: see `ksefProbe`. */
  readonly probe?: KsefProbe | undefined;
  /** Tells which outages are announced, on which modes and deadlines depend. Without it all is `offline24`. */
  readonly latarnia?: Latarnia | undefined;
  /**
   * Corrects technically what KSeF refused: the same invoice, without the technical mistake. Undefined when there is no
   * correction; it is asked again by the next process.
   */
  readonly correct?:
    | ((
        refused: RefusedInvoice,
        options: { readonly signal?: AbortSignal | undefined },
      ) => Promise<Uint8Array | undefined> | Uint8Array | undefined)
    | undefined;
  /** How long before the end of the last day the event `deadline-near` comes, in milliseconds. Default four hours. */
  readonly warnBeforeMs?: number | undefined;
  /** How many invoices are sent at one time. Default 4. */
  readonly concurrency?: number | undefined;
  /** How much content of waiting invoices stays in memory; the rest is read from the journal. Default 16 MB. */
  readonly maxHeldBytes?: number | undefined;
  readonly clock?: Clock | undefined;
  readonly onEvent?: ((event: OutboxEvent) => void) | undefined;
  /** Ends the opening. */
  readonly signal?: AbortSignal | undefined;
}

/** Options of issuing one invoice. */
export interface IssueOptions {
  /** Default: by the outages that are announced; `offline24` when there are none. */
  readonly mode?: IssueMode | undefined;
  /** Ends the call, unless the invoice is being stored already. */
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
