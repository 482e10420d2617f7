export { makeCertificate } from './make-certificate.js';
