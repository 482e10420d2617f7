import type { Kernel } from '../kernel/index.js';

/** The consent of a company to send invoices with attachments. */
interface ConsentRecord {
  /** When it ends or has ended. */
  readonly revokedAt?: number;
}

/** What KSeF knows of a company's consent; the API only reads it, e-Urząd Skarbowy gives it. */
export interface Consent {
  readonly isGiven: boolean;
  readonly revokedAt?: number;
}

/** The consent of the company with this NIP at an instant; contexts without a NIP have none. */
export function attachmentConsent(kernel: Kernel, nip: string | undefined, at = kernel.now()): Consent {
  const record = nip === undefined ? undefined : consentsOf(kernel).get(nip);
  if (record === undefined) return { isGiven: false };
  const { revokedAt } = record;
  return revokedAt === undefined ? { isGiven: true } : { isGiven: at < revokedAt, revokedAt };
}

export function giveConsent(kernel: Kernel, nip: string): void {
  consentsOf(kernel).set(nip, {});
}

/** Ends a consent at an instant; one that was never given stays so. */
export function revokeConsent(kernel: Kernel, nip: string, revokedAt: number): void {
  if (consentsOf(kernel).get(nip) !== undefined) consentsOf(kernel).set(nip, { revokedAt });
}

function consentsOf(kernel: Kernel) {
  return kernel.collection<ConsentRecord>('attachment-consents');
}
