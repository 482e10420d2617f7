import { amountOf, choiceOf, instantOf, membersOf } from '../http/index.js';
import { hideNextInvoices, setHighWaterMark } from '../invoices/index.js';
import type { Kernel } from '../kernel/index.js';
import { type ExportFaultKind, exportFaultKinds, exportFaults } from './exports/export-faults.js';
import { type ReceivingLimits, setReceivingLimits } from './receiving-limits.js';
/** What the control side can do about receiving. */
export interface ReceivingControl {
  /** Overrides some limits of queries and exports, their delays and lifetimes; `undefined` goes back to the real ones. */
  setReceivingLimits(limits: Partial<ReceivingLimits> | undefined): void;
  /**
   * Holds the high-water mark at an ISO 8601 instant (`null` lets it go on), or lets it lag behind the clock.
   * Invoices after it are found, but the mark does not vouch for them.
   */
  setHighWaterMark(mark: { readonly heldAt?: string | null; readonly lagMs?: number }): void;
  /** The next `count` accepted invoices are found only `forMs` after their permanent storage, behind the mark. */
  hideInvoices(count: number, forMs: number): void;
  /** Plans a trouble of the next `times` exports (1 unless given). */
  breakExports(kind: ExportFaultKind, times?: number): void;
}

export function makeReceivingControl(kernel: Kernel): ReceivingControl {
  return {
    setReceivingLimits: (limits) => setReceivingLimits(kernel, limits),
    setHighWaterMark(mark) {
      const { heldAt, lagMs } = membersOf(mark, ['heldAt', 'lagMs']);
      setHighWaterMark(kernel, {
        ...(heldAt === undefined ? {} : { heldAt: heldAt === null ? null : instantOf('heldAt', heldAt) }),
        ...(lagMs === undefined ? {} : { lagMs: amountOf('lagMs', lagMs) }),
      });
    },
    hideInvoices: (count, forMs) =>
      hideNextInvoices(kernel, amountOf('count', count), amountOf('forMs', forMs)),
    breakExports: (kind, times = 1) =>
      exportFaults(kernel).set(choiceOf('kind', kind, exportFaultKinds), amountOf('times', times)),
  };
}
