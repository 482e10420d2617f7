import { type Clock, InvalidInputError } from '@ksef/core';
import { endOfPolishDay } from '@ksef/core/internal';
import type { OfflineWarning } from './issued-invoice.js';
import type { CertificateEntry } from './outbox-entries.js';

/** The certificate of type Offline that signs KOD II. */
export interface OfflineCertificate {
  readonly serialNumber: string;
  /** ISO 8601. */
  readonly validFrom?: string | undefined;
  /** ISO 8601. */
  readonly validTo: string;
}

/** KSeF's status of the certificate, e.g. an item of `queryCertificates` of `@ksef/certificates`. */
export interface CertificateStatus {
  /** `Active`. With any other value, the certificate must not be used. */
  readonly status: string;
}

/** Requests the certificate from KSeF; undefined if KSeF does not know it. */
export type CertificateCheck = (options: {
  readonly serialNumber: string;
  readonly signal?: AbortSignal | undefined;
}) => Promise<CertificateStatus | undefined>;

/**
 * @param checked - KSeF's last status
 * @throws InvalidInputError `CERTIFICATE_EXPIRED`, `CERTIFICATE_NOT_YET_VALID`, `CERTIFICATE_REVOKED`
 */
export function refuseUnusable(
  { serialNumber, validFrom, validTo }: OfflineCertificate,
  checked: CertificateEntry | undefined,
  clock: Pick<Clock, 'now'>,
): void {
  const now = clock.now();
  if (now >= Date.parse(validTo))
    throw refused('CERTIFICATE_EXPIRED', `ended on ${validTo}: use another to issue offline`, serialNumber);
  if (validFrom !== undefined && now < Date.parse(validFrom))
    throw refused(
      'CERTIFICATE_NOT_YET_VALID',
      `begins on ${validFrom}: use another until then`,
      serialNumber,
    );
  if (checked !== undefined && checked.status !== 'Active')
    throw refused(
      'CERTIFICATE_REVOKED',
      `is ${checked.status}, as KSeF said on ${checked.at}: use another to issue offline`,
      serialNumber,
    );
}

/** Warnings before the certificate expires. */
export function certificateWarnings(
  { serialNumber, validTo }: OfflineCertificate,
  checked: CertificateEntry | undefined,
  sendBy: string | undefined,
  { now, maxAgeMs }: { readonly now: number; readonly maxAgeMs: number },
): readonly OfflineWarning[] {
  const warnings: OfflineWarning[] = [];
  if (checked === undefined || now - Date.parse(checked.at) > maxAgeMs) {
    const since = checked === undefined ? 'never' : `last on ${checked.at}`;
    const message = `KSeF was ${since} asked whether certificate ${serialNumber} is valid: it may be revoked by now.`;
    warnings.push({ code: 'certificate-unchecked', message });
  }
  if (sendBy !== undefined && Date.parse(validTo) < endOfPolishDay(sendBy)) {
    const message = `Certificate ${serialNumber} ends on ${validTo}, before the invoice has to be in KSeF (${sendBy}): send it before.`;
    warnings.push({ code: 'certificate-ends-early', message });
  }
  return warnings;
}

function refused(code: string, what: string, serialNumber: string): InvalidInputError {
  return new InvalidInputError(`The Offline certificate ${serialNumber} ${what}.`, {
    code,
    input: 'certificate',
  });
}
