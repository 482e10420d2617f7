// Loaded on use by loadXmldsig.
export { CryptoConfig, XmlCanonicalizer } from 'xmldsigjs';
export { setUpXmlLibraries } from '../xades/xml-libraries.js';
