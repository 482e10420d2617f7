import type { BookMode, JpkMark } from '../books/index.js';

/**
 * Marks by how an invoice without a KSeF number was issued. Source: the ministry's explanations of JPK_V7M(3), KSeF handbook
 * part II, 4.1.6: OFF for the failure mode alone (art. 106nf of the VAT act), BFK for invoices outside of KSeF and in a total failure
 * (106ng), DI for other documents, and for offline24 (106nda) and unavailability (106nh) while there is no number.
 */
const marks: Readonly<Record<BookMode, JpkMark>> = {
  offline24: 'DI',
  offline: 'DI',
  emergency: 'OFF',
  totalFailure: 'BFK',
  outsideKsef: 'BFK',
  notInvoice: 'DI',
};

/** Modes of documents that KSeF never gets. */
const neverSent: ReadonlySet<BookMode | undefined> = new Set<BookMode>([
  'totalFailure',
  'outsideKsef',
  'notInvoice',
]);

/** Whether KSeF must eventually have an invoice of this mode. */
export function belongsInKsef(mode: BookMode | undefined): boolean {
  return !neverSent.has(mode);
}

/**
 * The mark of an invoice in JPK_V7M(3) on the day of filing: its KSeF number, or one of the marks; undefined if only
 * you know how it was issued.
 *
 * @example
 * ```ts
 * import { jpkMarker } from '@ksef/reconciliation';
 *
 * jpkMarker(undefined, 'emergency'); // 'OFF'
 * jpkMarker('5265877635-20260201-0100001AF629-AF', 'offline24'); // the number
 * ```
 */
export function jpkMarker(ksefNumber: string | undefined, mode?: BookMode): string | undefined {
  return ksefNumber ?? (mode === undefined ? undefined : marks[mode]);
}

/**
 * Whether the filed mark must be corrected. OFF stays as it is when the number arrives; DI for an invoice then becomes
 * wrong.
 */
export function isWrongMarker(filed: string | undefined, right: string | undefined): boolean {
  if (filed === undefined || right === undefined || filed === right) return false;
  const hasNumber = !['OFF', 'BFK', 'DI'].includes(right);
  return !(hasNumber && filed === 'OFF');
}
