export { authorityCertificate, isOfAuthority } from './authority.js';
export { certificatesRoutes } from './certificates-routes.js';
export type { LoginCertificate } from './login-certificate.js';
export {
  type CertificateRecord,
  certificateStatus,
  certificatesOf,
  describeCertificate,
} from './records.js';
export { readSubject, type SubjectAttributes } from './subject-attributes.js';
