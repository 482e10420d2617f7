import type { Schemas } from '@ksef/api';

/** The purpose of a KSeF certificate: logging in, or signing the links of offline invoices (KOD II). */
export type CertificateType = 'Authentication' | 'Offline';

/** One certificate as KSeF lists it. */
export type CertificateListItem = Schemas['CertificateListItem'];

/** The exact attributes that a certificate request must contain. */
export type EnrollmentData = Schemas['CertificateEnrollmentDataResponse'];

/** Remaining enrolments and certificates. */
export type CertificateLimits = Schemas['CertificateLimitsResponse'];

/** Sent with a certificate request. */
export interface EnrollmentRequest {
  /** 5 to 100 letters (including Polish ones), digits, spaces, `-` and `_`. */
  readonly name: string;
  /** `Authentication` is for logging in, `Offline` for signing KOD II. */
  readonly type: CertificateType;
}
