export {
  type AuthTokenRequest,
  type AuthTokenRequestVersion,
  authTokenRequestXml,
  type SubjectIdentifierType,
} from './auth-token-request.js';
export {
  type CertificateRequest,
  type CertificateRequestOptions,
  createCertificateRequest,
} from './certificate-request.js';
export { checkSignedDocument } from './check-signed-document.js';
export type { NameAttribute } from './distinguished-name.js';
export { ecdsaFromDer, ecdsaToDer } from './ecdsa-signature.js';
export { externalSigner } from './external-signer.js';
export { type KeyType, makeKeyPair } from './key-pair.js';
export {
  completeAuthRequest,
  type PreparedAuthRequest,
  type PrepareOptions,
  prepareAuthRequest,
} from './prepare-auth-request.js';
export { privateKeyPem } from './private-key-pem.js';
export { type CertificateInfo, readCertificate } from './read-certificate.js';
export type { CertificateInput } from './read-certificates.js';
export { type RemoteRequestKey, remoteCertificateRequest } from './remote-certificate-request.js';
export { type RemoteKey, remoteSigner } from './remote-signer.js';
export type { AlgorithmOptions, CurveName, HashName, SignatureAlgorithm } from './signature-algorithm.js';
export type { Signer, SignOptions } from './signer.js';
export { signerFromCryptoKey } from './signer-from-crypto-key.js';
export { signerFromKeyObject } from './signer-from-key-object.js';
export { type PemInput, signerFromPem } from './signer-from-pem.js';
export { type Pkcs12Input, signerFromPkcs12 } from './signer-from-pkcs12.js';
export type { SignerOptions } from './signer-options.js';
export type { SubjectIdentifier } from './subject-identifier.js';
export type { SubjectAttributes } from './subject-name.js';
export { type InvalidXades, type ValidXades, type VerifyXadesOptions, verifyXades } from './verify-xades.js';
export type { WebCryptoKey, WebCryptoKeyPair } from './web-crypto-key.js';
export { writePem } from './write-pem.js';
export { type AuthRequestSigner, type XadesSignerOptions, xadesSigner } from './xades-signer.js';
