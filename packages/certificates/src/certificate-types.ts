import type { Schemas } from '@ksef/api';

/** What a KSeF certificate is for: logging in, or signing the links of offline invoices (KOD II). */
export type CertificateType = 'Authentication' | 'Offline';

/** One certificate as KSeF lists it. */
export type CertificateListItem = Schemas['CertificateListItem'];

/** What KSeF knows of the caller and wants in a certificate request, no more and no less. */
export type EnrollmentData = Schemas['CertificateEnrollmentDataResponse'];

/** Enrolments and certificates that are left. */
export type CertificateLimits = Schemas['CertificateLimitsResponse'];

/** What a certificate request is sent with. */
export interface EnrollmentRequest {
  /** 5 to 100 letters (Polish ones too), digits, spaces, `-` and `_`. */
  readonly name: string;
  /** `Authentication` logs in, `Offline` signs KOD II. */
  readonly type: CertificateType;
}
