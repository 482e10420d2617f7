import { createHash } from 'node:crypto';
import { SignedXml } from 'xml-crypto';
import { type CertifiedKey, pem } from '../../kernel/index.js';

const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const sha256 = 'http://www.w3.org/2001/04/xmlenc#sha256';
const signatureId = 'Signature';
const propertiesId = 'SignedProperties';

/** Signs a document as a whole (enveloped XAdES-BES, RSA-SHA256, exclusive canonicalisation). */
export function signDocument(
  xml: string,
  { privateKeyPem, certificate }: CertifiedKey,
  signingTime: string,
): string {
  const signature = new SignedXml({
    privateKey: privateKeyPem,
    publicCert: pem('CERTIFICATE', certificate),
    signatureAlgorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    canonicalizationAlgorithm: exclusive,
    objects: [{ content: qualifyingProperties(certificate, signingTime) }],
  });
  signature.addReference({
    xpath: '/*',
    isEmptyUri: true,
    digestAlgorithm: sha256,
    transforms: ['http://www.w3.org/2000/09/xmldsig#enveloped-signature', exclusive],
  });
  signature.addReference({
    xpath: `//*[@Id='${propertiesId}']`,
    type: 'http://uri.etsi.org/01903#SignedProperties',
    digestAlgorithm: sha256,
    transforms: [exclusive],
  });
  signature.computeSignature(xml, {
    prefix: 'ds',
    attrs: { Id: signatureId },
    location: { reference: '/*', action: 'append' },
  });
  return signature.getSignedXml();
}

function qualifyingProperties(certificate: string, signingTime: string): string {
  const digest = createHash('sha256').update(Buffer.from(certificate, 'base64')).digest('base64');
  const certDigest =
    `<ds:DigestMethod xmlns:ds="http://www.w3.org/2000/09/xmldsig#" Algorithm="${sha256}"/>` +
    `<ds:DigestValue xmlns:ds="http://www.w3.org/2000/09/xmldsig#">${digest}</ds:DigestValue>`;
  return (
    `<xades:QualifyingProperties xmlns:xades="http://uri.etsi.org/01903/v1.3.2#" Target="#${signatureId}">` +
    `<xades:SignedProperties Id="${propertiesId}"><xades:SignedSignatureProperties>` +
    `<xades:SigningTime>${signingTime}</xades:SigningTime>` +
    `<xades:SigningCertificateV2><xades:Cert><xades:CertDigest>${certDigest}</xades:CertDigest></xades:Cert></xades:SigningCertificateV2>` +
    '</xades:SignedSignatureProperties></xades:SignedProperties></xades:QualifyingProperties>'
  );
}
