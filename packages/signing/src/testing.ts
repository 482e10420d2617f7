export {
  type TestCertificate,
  type TestCertificateOptions,
  testFingerprintCertificate,
  testPersonCertificate,
  testSealCertificate,
} from './certificates/test-certificates.js';
