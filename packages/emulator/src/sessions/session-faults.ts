import { CountedFaults } from '../faults/index.js';
import type { Kernel } from '../kernel/index.js';
/**
 * Troubles of real sessions:
 * - `becomes415`: the next session opened turns 415 although its key is good;
 * - `unavailable21184`: the next session that is sent an invoice answers 21184, and continues to do so;
 * - `hangOnClose`: the next session closed stays at 170, or 150 if it is a batch, until 12 hours are over;
 * - `partLost`: the next part uploaded answers 201 but is not there, as when a firewall answered;
 * - `partCut`: the next part uploaded is kept without its last bytes;
 * - `partDamaged`: the server sees another hash of the next part uploaded;
 * - `cancelledOnClose440`: the next batch closed is cancelled at once, as if the time to upload were over;
 * - `batchFails500`: the next batch closed ends with an unknown error;
 * - `wrongOriginalSession`: the next duplicate names a session that is not the original's;
 * - `duplicateInWords`: the next duplicate names its original in `details` only, as KSeF did before `extensions`;
 * - `listsNothing`: the next list of a session's invoices is empty;
 * - `passing415`: the next look at a session that was closed says 415, although it is well.
 */
export type SessionFaultKind = (typeof sessionFaultKinds)[number];

/** All kinds, for checking input. */
export const sessionFaultKinds = [
  'becomes415',
  'unavailable21184',
  'hangOnClose',
  'partLost',
  'partCut',
  'partDamaged',
  'cancelledOnClose440',
  'batchFails500',
  'wrongOriginalSession',
  'duplicateInWords',
  'listsNothing',
  'passing415',
] as const;

/** Sets up a trouble for the next `times` sessions (default 1); 0 takes it back. */
export function setSessionFault(
  kernel: Pick<Kernel, 'collection'>,
  { kind, times = 1 }: { readonly kind: SessionFaultKind; readonly times?: number },
): void {
  sessionFaults(kernel).set(kind, times);
}

/** Uses a trouble up once, if it is set. */
export function takeSessionFault(kernel: Pick<Kernel, 'collection'>, kind: SessionFaultKind): boolean {
  return sessionFaults(kernel).take(kind);
}

/** The troubles of sessions that are planned. */
export function sessionFaults(kernel: Pick<Kernel, 'collection'>): CountedFaults<SessionFaultKind> {
  return new CountedFaults(kernel, 'session-faults', 'session');
}
