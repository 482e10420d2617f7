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
 * - `stuckAt100`: it runs for ever and counts as running;
 * - `fails500`, `cancelled550`, `key415`, `gone410`: it ends so;
 * - `wrongKsefNumber`: its package gives the first invoice a KSeF number with a wrong checksum;
 * - `wrongPartHash`, `wrongEncryptedPartHash`: its status states another hash of the first part.
 */
export type ExportFaultKind = (typeof exportFaultKinds)[number];

interface PlannedFault {
  readonly kind: ExportFaultKind;
  readonly times: number;
}

/** Sets up a trouble for the next `times` exports; 0 takes it back. */
export function setExportFault(kernel: Kernel, kind: ExportFaultKind, times: number): void {
  const faults = kernel.collection<PlannedFault>('export-faults');
  if (times <= 0) faults.delete(kind);
  else faults.set(kind, { kind, times });
}

/** The trouble that a new export meets; it is used up by that. */
export function takeExportFault(kernel: Kernel): ExportFaultKind | null {
  const [next] = kernel.collection<PlannedFault>('export-faults').values();
  if (next === undefined) return null;
  setExportFault(kernel, next.kind, next.times - 1);
  return next.kind;
}
