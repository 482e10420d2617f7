// Loaded on use by loadPkijs: bundles that are split into chunks expose a directly imported CommonJS module only as
// `default`.
export {
  AlgorithmIdentifier,
  Certificate,
  CertificationRequest,
  CryptoEngine,
  RelativeDistinguishedNames,
  RSAPublicKey,
  Time,
} from 'pkijs';
