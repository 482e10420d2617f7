import { SignedXml } from 'xml-crypto';
import type { CertifiedKey } from './keys/first-key.js';
import { pem } from './keys/pem.js';

/** Signs a document as a whole (enveloped XMLDSig, RSA-SHA256, exclusive canonicalisation). */
export function signDocument(xml: string, { privateKeyPem, certificate }: CertifiedKey): string {
  const signature = new SignedXml({
    privateKey: privateKeyPem,
    publicCert: pem('CERTIFICATE', certificate),
    signatureAlgorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    canonicalizationAlgorithm: 'http://www.w3.org/2001/10/xml-exc-c14n#',
  });
  signature.addReference({
    xpath: '/*',
    isEmptyUri: true,
    digestAlgorithm: 'http://www.w3.org/2001/04/xmlenc#sha256',
    transforms: [
      'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
      'http://www.w3.org/2001/10/xml-exc-c14n#',
    ],
  });
  signature.computeSignature(xml, { prefix: 'ds', location: { reference: '/*', action: 'append' } });
  return signature.getSignedXml();
}
