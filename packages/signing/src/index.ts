export {
  type CertificateRequest,
  type CertificateRequestOptions,
  createCertificateRequest,
} from './certificate-request.js';
export type { NameAttribute } from './distinguished-name.js';
export { type KeyType, makeKeyPair } from './key-pair.js';
export { privateKeyPem } from './private-key-pem.js';
export { type CertificateInfo, readCertificate } from './read-certificate.js';
export type { CertificateInput } from './read-certificates.js';
export type { AlgorithmOptions, CurveName, HashName, SignatureAlgorithm } from './signature-algorithm.js';
export type { Signer, SignOptions } from './signer.js';
export { signerFromKeyObject } from './signer-from-key-object.js';
export { type PemInput, signerFromPem } from './signer-from-pem.js';
export type { SignerOptions } from './signer-options.js';
export type { SubjectAttributes } from './subject-name.js';
export { writePem } from './write-pem.js';
