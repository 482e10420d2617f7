import { checkOverrides } from '../http/index.js';
import type { Kernel } from '../kernel/index.js';
import { overriddenSessionLimits } from '../limits/index.js';
import type { SessionRecord } from './records.js';
/** Limits of sessions; override single ones by a record `sessions` in the collection `limits`. */
export interface SessionLimits {
  /** Invoices a session. */
  readonly maxInvoices: number;
  readonly maxInvoiceBytes: number;
  readonly maxInvoiceWithAttachmentBytes: number;
  readonly sessionLifetimeMs: number;
  readonly upoDocumentsPerPage: number;
  /** Between the KSeF number and the moment when the invoice can be downloaded; until then 21165. */
  readonly storageDelayMs: number;
  readonly downloadLinkValidForMs: number;
  /** Parts of a batch package. */
  readonly maxBatchParts: number;
  /** Before encryption. */
  readonly maxBatchPartBytes: number;
  readonly maxBatchBytes: number;
  /** Time to upload, for each declared part; all parts share the sum. */
  readonly uploadTimePerPartMs: number;
}

// Source: spec/limits.md and spec/sessions-and-invoices.md; the life of a link is not stated anywhere.
const defaults: SessionLimits = {
  maxInvoices: 10_000,
  maxInvoiceBytes: 1_000_000,
  maxInvoiceWithAttachmentBytes: 3_000_000,
  sessionLifetimeMs: 12 * 3_600_000,
  upoDocumentsPerPage: 10_000,
  storageDelayMs: 0,
  downloadLinkValidForMs: 3_600_000,
  maxBatchParts: 50,
  maxBatchPartBytes: 100_000_000,
  maxBatchBytes: 5_000_000_000,
  // Source: sesja-wsadowa.md of the official guide.
  uploadTimePerPartMs: 20 * 60_000,
};

/** The limits in force now; of a session, with what a test has set for its context. */
export function sessionLimits(
  kernel: Kernel,
  session?: Pick<SessionRecord, 'batch' | 'context'>,
): SessionLimits {
  const kind = session?.batch === undefined ? 'onlineSession' : 'batchSession';
  const ofContext = session && overriddenSessionLimits(kernel, session.context, kind);
  const overrides = kernel.collection<Partial<SessionLimits>>('limits').get('sessions');
  // Nearly always nothing is set, and listings ask for every invoice.
  if (ofContext === undefined && overrides === undefined) return defaults;
  return { ...defaults, ...ofContext, ...overrides };
}

/** Overrides some limits; `undefined` goes back to the real ones. */
export function setSessionLimits(kernel: Kernel, limits: Partial<SessionLimits> | undefined): void {
  const collection = kernel.collection<Partial<SessionLimits>>('limits');
  if (limits === undefined) collection.delete('sessions');
  else {
    checkOverrides(limits, defaults);
    collection.set('sessions', { ...collection.get('sessions'), ...limits });
  }
}
