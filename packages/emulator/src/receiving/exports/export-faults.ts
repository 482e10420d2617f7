import { CountedFaults } from '../../faults/index.js';
import type { Kernel } from '../../kernel/index.js';
/** All kinds, for checking input. */
export const exportFaultKinds = [
  'stuckAt100',
  'fails500',
  'cancelled550',
  'key415',
  'gone410',
  'wrongKsefNumber',
  'wrongPartHash',
  'wrongEncryptedPartHash',
] as const;

/**
 * Troubles of real exports, which strike the next one started:
 * - `stuckAt100`: it runs forever and counts as running;
 * - `fails500`, `cancelled550`, `key415`, `gone410`: it ends so;
 * - `wrongKsefNumber`: its package gives the first invoice a KSeF number with a wrong checksum;
 * - `wrongPartHash`, `wrongEncryptedPartHash`: its status states another hash of the first part.
 */
export type ExportFaultKind = (typeof exportFaultKinds)[number];

/** The troubles of exports that are planned. */
export function exportFaults(kernel: Pick<Kernel, 'collection'>): CountedFaults<ExportFaultKind> {
  return new CountedFaults(kernel, 'export-faults', 'export');
}
