export type {
  CertificateLimits,
  CertificateListItem,
  CertificateType,
  EnrollmentData,
  EnrollmentRequest,
} from './certificate-types.js';
export { certificateLimits, enroll, enrollmentData } from './enrollment/enroll.js';
export {
  type IssuedCertificate,
  type IssueOptions,
  type IssueRequest,
  issueCertificate,
} from './enrollment/issue-certificate.js';
export { type WaitOptions, waitForCertificate } from './enrollment/wait-for-certificate.js';
export { type CertificateFilter, queryCertificates } from './issued/query-certificates.js';
export { type RetrievedCertificate, retrieveCertificates } from './issued/retrieve-certificates.js';
export { revokeCertificate } from './issued/revoke-certificate.js';
