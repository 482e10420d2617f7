export type { CertificateSigner } from './certificate/certificate-signer.js';
export { type OfflineSignerOptions, offlineSigner } from './certificate/offline-signer.js';
export {
  type CertificateLinkEvidence,
  type CertificateLinkVerdict,
  verifyCertificateLink,
} from './certificate/verify-certificate-link.js';
