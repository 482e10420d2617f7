import { checkOverrides } from '../http/index.js';
import type { Kernel } from '../kernel/index.js';
/** Limits of queries, downloads and exports. */
export interface ReceivingLimits {
  /** Invoices that one query or one export gives at most. */
  readonly maxResults: number;
  /** Days that a range of dates may span. */
  readonly maxRangeDays: number;
  /** Exports of one context that may run at a time. */
  readonly maxRunningExports: number;
  /** Archive bytes after which an export is cut. */
  readonly maxPackageBytes: number;
  /** Plain bytes of an export's part. */
  readonly maxPartBytes: number;
  /** How long an export runs, in milliseconds. */
  readonly exportDelayMs: number;
  readonly linkValidForMs: number;
  /** How long a package can be downloaded; then the export is at 210. */
  readonly packageValidForMs: number;
  /** After how long an invoice answers 410; never unless set, as KSeF announces nothing of the kind. */
  readonly invoiceKeptForMs: number;
  /** How long the status of an export can be read; then 410. */
  readonly statusKeptForMs: number;
}

// Source: spec/limits.md, spec/environments.md; lives of links and packages are not stated anywhere.
const defaults: ReceivingLimits = {
  maxResults: 10_000,
  maxRangeDays: 100,
  maxRunningExports: 10,
  maxPackageBytes: 1_073_741_824,
  maxPartBytes: 50 * 1024 * 1024,
  exportDelayMs: 0,
  linkValidForMs: 3_600_000,
  packageValidForMs: 24 * 3_600_000,
  invoiceKeptForMs: Number.POSITIVE_INFINITY,
  statusKeptForMs: 7 * 24 * 3_600_000,
};

/** The limits in force now. */
export function receivingLimits(kernel: Kernel): ReceivingLimits {
  return { ...defaults, ...kernel.collection<Partial<ReceivingLimits>>('limits').get('receiving') };
}

/** Overrides some limits; `undefined` goes back to the real ones. */
export function setReceivingLimits(kernel: Kernel, limits: Partial<ReceivingLimits> | undefined): void {
  const collection = kernel.collection<Partial<ReceivingLimits>>('limits');
  if (limits === undefined) collection.delete('receiving');
  else {
    checkOverrides(limits, defaults);
    collection.set('receiving', { ...collection.get('receiving'), ...limits });
  }
}
