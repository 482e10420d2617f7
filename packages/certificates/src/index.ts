export type {
  CertificateLimits,
  CertificateListItem,
  CertificateType,
  EnrollmentData,
  EnrollmentRequest,
} from './certificate-types.js';
export { certificateLimits, enroll, enrollmentData } from './enroll.js';
export {
  type IssuedCertificate,
  type IssueOptions,
  type IssueRequest,
  issueCertificate,
} from './issue-certificate.js';
export { type CertificateFilter, queryCertificates } from './query-certificates.js';
export { type RetrievedCertificate, retrieveCertificates } from './retrieve-certificates.js';
export { revokeCertificate } from './revoke-certificate.js';
export { type WaitOptions, waitForCertificate } from './wait-for-certificate.js';
