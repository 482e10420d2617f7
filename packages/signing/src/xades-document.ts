import { encodeBase64 } from '@ksef/core';
import type { HashName, SignatureAlgorithm } from './signature-algorithm.js';
import {
  digestUris,
  dsNamespace,
  envelopedSignature,
  exclusiveC14n,
  signatureUri,
  signedPropertiesType,
  xadesNamespace,
} from './xml-signature-names.js';

// Every piece is written in exclusive canonical form (W3C xml-exc-c14n) and stands in the document as it is: namespaces
// where they are first used, attributes in order, no empty-element tags. So nothing has to be parsed to be digested.
const ds = `xmlns:ds="${dsNamespace}"`;
const xades = `xmlns:xades="${xadesNamespace}"`;
const requestId = 'AuthTokenRequest';
const propertiesId = 'SignedProperties';
const signatureId = 'Signature';

/** The XAdES properties that the signature covers. `certificateDigest` is Base64. */
export function signedPropertiesXml(parts: {
  readonly signingTime: string;
  readonly hash: HashName;
  readonly certificateDigest: string;
}): string {
  const { signingTime, hash, certificateDigest } = parts;
  return (
    `<xades:SignedProperties ${xades} Id="${propertiesId}">` +
    '<xades:SignedSignatureProperties>' +
    `<xades:SigningTime>${signingTime}</xades:SigningTime>` +
    '<xades:SigningCertificateV2><xades:Cert><xades:CertDigest>' +
    `<ds:DigestMethod ${ds} Algorithm="${digestUris[hash]}"></ds:DigestMethod>` +
    `<ds:DigestValue ${ds}>${certificateDigest}</ds:DigestValue>` +
    '</xades:CertDigest></xades:Cert></xades:SigningCertificateV2>' +
    '</xades:SignedSignatureProperties>' +
    '<xades:SignedDataObjectProperties>' +
    `<xades:DataObjectFormat ObjectReference="#${requestId}"><xades:MimeType>text/xml</xades:MimeType></xades:DataObjectFormat>` +
    '</xades:SignedDataObjectProperties>' +
    '</xades:SignedProperties>'
  );
}

/** What is signed: the digests (Base64) of the request and of the properties. */
export function signedInfoXml(parts: {
  readonly algorithm: SignatureAlgorithm;
  readonly requestDigest: string;
  readonly propertiesDigest: string;
}): string {
  const { algorithm, requestDigest, propertiesDigest } = parts;
  const digest = (value: string) =>
    `<ds:DigestMethod Algorithm="${digestUris[algorithm.hash]}"></ds:DigestMethod><ds:DigestValue>${value}</ds:DigestValue>`;
  const transform = (uri: string) => `<ds:Transform Algorithm="${uri}"></ds:Transform>`;
  return (
    `<ds:SignedInfo ${ds}>` +
    `<ds:CanonicalizationMethod Algorithm="${exclusiveC14n}"></ds:CanonicalizationMethod>` +
    `<ds:SignatureMethod Algorithm="${signatureUri(algorithm)}"></ds:SignatureMethod>` +
    `<ds:Reference Id="${requestId}" URI="">` +
    `<ds:Transforms>${transform(envelopedSignature)}${transform(exclusiveC14n)}</ds:Transforms>` +
    `${digest(requestDigest)}</ds:Reference>` +
    `<ds:Reference Type="${signedPropertiesType}" URI="#${propertiesId}">` +
    `<ds:Transforms>${transform(exclusiveC14n)}</ds:Transforms>` +
    `${digest(propertiesDigest)}</ds:Reference>` +
    '</ds:SignedInfo>'
  );
}

/** The request with the signature as its last child. */
export function signedDocumentXml(parts: {
  readonly request: string;
  readonly signedInfo: string;
  readonly signature: Uint8Array;
  /** Base64 of each certificate. */
  readonly certificates: readonly string[];
  readonly signedProperties: string;
}): string {
  const { request, signedInfo, signature, certificates, signedProperties } = parts;
  const rootEnd = request.lastIndexOf('</');
  const x509 = certificates.map((base64) => `<ds:X509Certificate>${base64}</ds:X509Certificate>`).join('');
  return (
    '<?xml version="1.0" encoding="utf-8"?>' +
    request.slice(0, rootEnd) +
    `<ds:Signature ${ds} Id="${signatureId}">` +
    signedInfo +
    `<ds:SignatureValue>${encodeBase64(signature)}</ds:SignatureValue>` +
    `<ds:KeyInfo><ds:X509Data>${x509}</ds:X509Data></ds:KeyInfo>` +
    `<ds:Object><xades:QualifyingProperties ${xades} Target="#${signatureId}">${signedProperties}</xades:QualifyingProperties></ds:Object>` +
    '</ds:Signature>' +
    request.slice(rootEnd)
  );
}
