export type {
  CertificateLimits,
  CertificateListItem,
  CertificateType,
  EnrollmentData,
  EnrollmentRequest,
} from './certificate-types.js';
export { type Certificates, certificates } from './certificates.js';
export type { IssuedCertificate } from './enrollment/assemble-certificate.js';
export { certificateLimits, enroll, enrollmentData } from './enrollment/enroll.js';
export {
  type IssueOptions,
  type IssueRequest,
  issueCertificate,
} from './enrollment/issue-certificate.js';
export { type WaitOptions, waitForCertificate } from './enrollment/wait-for-certificate.js';
export { type CertificateFilter, queryCertificates } from './issued/query-certificates.js';
export { type RetrievedCertificate, retrieveCertificates } from './issued/retrieve-certificates.js';
export { revokeCertificate } from './issued/revoke-certificate.js';
export {
  type MigrationCredentials,
  type ReplacedKsefToken,
  type ReplaceKsefTokenRequest,
  replaceKsefToken,
} from './migration/replace-ksef-token.js';
export {
  type RenewalLock,
  type RenewedCertificate,
  type RenewOptions,
  type RenewRequest,
  renewCertificate,
} from './renewal/renew-certificate.js';
export {
  certificateSigner,
  readStoredCertificate,
  type StoredCertificate,
  type StoredCertificateOptions,
} from './renewal/stored-certificate.js';
