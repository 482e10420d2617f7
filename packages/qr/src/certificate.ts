export type { CodeSigner } from './certificate/code-signer.js';
export { type OfflineSignerOptions, offlineSigner } from './certificate/offline-signer.js';
export {
  type CertificateLinkEvidence,
  type CertificateLinkVerdict,
  verifyCertificateLink,
} from './certificate/verify-certificate-link.js';
