export {
  type TestCertificate,
  type TestCertificateOptions,
  testFingerprintCertificate,
  testPersonCertificate,
  testSealCertificate,
} from './test-certificates.js';
