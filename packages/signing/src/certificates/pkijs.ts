// Loaded on use by loadPkijs: bundles cut in chunks give a module in CommonJS, imported as it is, as `default` alone.
export {
  AlgorithmIdentifier,
  Certificate,
  CertificationRequest,
  CryptoEngine,
  RelativeDistinguishedNames,
  RSAPublicKey,
  Time,
} from 'pkijs';
