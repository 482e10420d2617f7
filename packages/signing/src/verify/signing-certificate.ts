import { SignatureError } from '@ksef/core';
import type { Element } from '@xmldom/xmldom';
import { type CertificateInfo, readCertificate } from '../certificates/read-certificate.js';
import { dsNamespace, xadesNamespace } from '../xades/xml-signature-names.js';
import { decodeXmlBase64 } from './decode-xml-base64.js';
import { digestBase64 } from './digest.js';
import type { SignatureParts } from './read-signature.js';
import { readDigest } from './verify-reference.js';
import { childrenOf, onlyChild } from './xml-children.js';

/** The certificate of `KeyInfo` that the signed properties specify as the signer's, and the others. */
export interface SigningCertificate {
  readonly certificate: CertificateInfo;
  /** DER, the signer's first. */
  readonly chain: readonly Uint8Array[];
}

/**
 * Finds the signer's certificate. A key that verifies the signature is not enough: the properties must specify this
 * certificate, or it could be replaced by another one with the same key.
 *
 * @throws SignatureError `NOT_XADES`, `CERTIFICATE_MISMATCH`, `WEAK_DIGEST`, `INVALID_STRUCTURE`
 * @throws InvalidInputError as {@link readCertificate}
 */
export async function signingCertificate({
  signature,
  signedProperties,
}: SignatureParts): Promise<SigningCertificate> {
  const properties = onlyChild(signedProperties, xadesNamespace, 'SignedSignatureProperties');
  const named = ['SigningCertificateV2', 'SigningCertificate']
    .flatMap((name) => childrenOf(properties, xadesNamespace, name))
    // The first is the signer's, the others are its issuers'.
    .map((list) => childrenOf(list, xadesNamespace, 'Cert')[0]);
  const keyInfo = onlyChild(signature, dsNamespace, 'KeyInfo');
  const certificates = childrenOf(keyInfo, dsNamespace, 'X509Data')
    .flatMap((data) => childrenOf(data, dsNamespace, 'X509Certificate'))
    .map(decodeXmlBase64);
  if (named.length === 0) {
    throw new SignatureError('SigningCertificate is missing in the signed properties: it is not XAdES.', {
      code: 'NOT_XADES',
    });
  }
  for (const der of certificates) {
    const matches = await Promise.all(named.map((cert) => namesDigest(cert, der)));
    if (!matches.every(Boolean)) continue;
    const certificate = await readCertificate(der);
    if (!named.every((cert) => namesSerialNumber(cert, certificate))) continue;
    return { certificate, chain: [der, ...certificates.filter((other) => other !== der)] };
  }
  throw new SignatureError('None of the certificates in KeyInfo is the one that SigningCertificate names.', {
    code: 'CERTIFICATE_MISMATCH',
  });
}

async function namesDigest(cert: Element | undefined, der: Uint8Array): Promise<boolean> {
  if (cert === undefined) return false;
  const { hash, value } = readDigest(onlyChild(cert, xadesNamespace, 'CertDigest'));
  return (await digestBase64(hash, der)) === value;
}

// RFC 5280: at most 20 bytes.
const serialNumberPattern = /^\d{1,49}$/;

function namesSerialNumber(cert: Element | undefined, certificate: CertificateInfo): boolean {
  const issuerSerial = cert && childrenOf(cert, xadesNamespace, 'IssuerSerial')[0];
  if (issuerSerial === undefined) return true;
  const serial = onlyChild(issuerSerial, dsNamespace, 'X509SerialNumber').textContent?.trim() ?? '';
  return serialNumberPattern.test(serial) && BigInt(serial) === BigInt(`0x${certificate.serialNumber}`);
}
