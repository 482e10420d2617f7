import type { Schemas } from '@ksef/api';

/** What a KSeF certificate is for: logging in, or signing the links of offline invoices (KOD II). */
export type CertificateType = 'Authentication' | 'Offline';

/** One certificate as KSeF lists it. */
export type CertificateListItem = Schemas['CertificateListItem'];

/** The attributes that a certificate request must contain, exactly. */
export type EnrollmentData = Schemas['CertificateEnrollmentDataResponse'];

/** Remaining enrolments and certificates. */
export type CertificateLimits = Schemas['CertificateLimitsResponse'];

/** Accompanies a certificate request. */
export interface EnrollmentRequest {
  /** 5 to 100 letters (Polish ones too), digits, spaces, `-` and `_`. */
  readonly name: string;
  /** `Authentication` logs in, `Offline` signs KOD II. */
  readonly type: CertificateType;
}
