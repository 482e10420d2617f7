export type { NameAttribute } from './certificates/distinguished-name.js';
export { type CertificateInfo, readCertificate } from './certificates/read-certificate.js';
export type { CertificateInput } from './certificates/read-certificates.js';
export type { SubjectIdentifier } from './certificates/subject-identifier.js';
export { writePem } from './certificates/write-pem.js';
export {
  type CertificateRequest,
  type CertificateRequestOptions,
  createCertificateRequest,
} from './requests/certificate-request.js';
export { type KeyType, makeKeyPair } from './requests/key-pair.js';
export { privateKeyPem } from './requests/private-key-pem.js';
export { type RemoteRequestKey, remoteCertificateRequest } from './requests/remote-certificate-request.js';
export type { SubjectAttributes } from './requests/subject-name.js';
export type { CurveName, HashName } from './signers/algorithm-names.js';
export { ecdsaFromDer, ecdsaToDer } from './signers/ecdsa-signature.js';
export { type Pkcs12Input, signerFromPkcs12 } from './signers/pkcs12/signer-from-pkcs12.js';
export { type RemoteKey, remoteSigner } from './signers/remote-signer.js';
export type { AlgorithmOptions, SignatureAlgorithm } from './signers/signature-algorithm.js';
export type { Signer, SignOptions } from './signers/signer.js';
export { signerFromCryptoKey } from './signers/signer-from-crypto-key.js';
export { signerFromKeyObject } from './signers/signer-from-key-object.js';
export { type PemInput, signerFromPem } from './signers/signer-from-pem.js';
export type { SignerOptions } from './signers/signer-options.js';
export type { WebCryptoKey, WebCryptoKeyPair } from './signers/web-crypto-key.js';
export { checkSignedDocument } from './verify/check-signed-document.js';
export {
  type InvalidXades,
  type ValidXades,
  type VerifyXadesOptions,
  verifyXades,
} from './verify/verify-xades.js';
export {
  type AuthTokenRequest,
  type AuthTokenRequestVersion,
  authTokenRequestXml,
  type SubjectIdentifierType,
} from './xades/auth-token-request.js';
export { type ExternalSignerOptions, externalSigner } from './xades/external-signer.js';
export {
  completeAuthRequest,
  type PreparedAuthRequest,
  type PrepareOptions,
  prepareAuthRequest,
} from './xades/prepare-auth-request.js';
export { type AuthRequestSigner, type XadesSignerOptions, xadesSigner } from './xades/xades-signer.js';
