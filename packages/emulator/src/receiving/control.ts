import { amountOf, instantOf, membersOf, oneOf } from '../control/check-input.js';
import type { Area } from '../sessions/area.js';
import { type ExportFaultKind, exportFaultKinds, setExportFault } from './exports/faults.js';
import { hideNextInvoices, setHighWaterMark } from './high-water-mark.js';
import { type ReceivingLimits, setReceivingLimits } from './limits.js';
import { type SeedOptions, type SeedResult, seedInvoices } from './seed-invoices.js';

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
  /** Puts accepted invoices into the store as if they had come by batches; 100 000 take seconds. */
  seedInvoices(options: SeedOptions): SeedResult;
}

export function makeReceivingControl(area: Area): ReceivingControl {
  const { kernel } = area;
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
      setExportFault(kernel, oneOf('kind', kind, exportFaultKinds), amountOf('times', times)),
    seedInvoices: (options) => seedInvoices(area, options),
  };
}
