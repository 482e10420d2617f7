import { createHash, X509Certificate } from 'node:crypto';
import type { Element } from '@xmldom/xmldom';
import { trimXml } from '../../xml/index.js';
import { digestOf } from './algorithms.js';
import { base64Content, children, dsig, onlyChild, plainText, xades } from './dom.js';
import type { SignedContent } from './references.js';
import { invalidSignature, wrongProfile } from './refusals.js';

/** A chain is no longer. */
const mostCertificates = 10;
const signedPropertiesType = 'http://uri.etsi.org/01903#SignedProperties';

/**
 * What makes an XMLDSig signature a XAdES one: signed properties that name time and certificate. Gives the certificate
 * they name, of those in KeyInfo.
 *
 * @throws Problem 9105
 */
export function checkProfile(signature: Element, signed: readonly SignedContent[]): X509Certificate {
  const qualifying = children(signature, dsig, 'Object').flatMap((object) =>
    children(object, xades, 'QualifyingProperties'),
  );
  const [properties, more] = qualifying;
  if (properties === undefined || more !== undefined)
    throw wrongProfile('Podpis musi zawierać dokładnie jeden element QualifyingProperties.');
  const id = signature.getAttribute('Id');
  if (id === null || id === '' || properties.getAttribute('Target') !== `#${id}`)
    throw wrongProfile('QualifyingProperties/@Target nie wskazuje podpisu.');
  const signedProperties = only(properties, 'SignedProperties');
  const covering = signed.filter(({ type }) => type === signedPropertiesType);
  if (covering.length !== 1 || covering[0]?.element !== signedProperties)
    throw wrongProfile('SignedProperties nie są objęte podpisem.');
  const signatureProperties = only(signedProperties, 'SignedSignatureProperties');
  const time = trimXml(plainText(only(signatureProperties, 'SigningTime')));
  if (
    !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?$/.test(time) ||
    Number.isNaN(Date.parse(time))
  )
    throw wrongProfile('SigningTime nie zawiera daty i czasu.');
  return namedCertificate(signatureProperties, certificatesOf(signature));
}

function namedCertificate(
  signatureProperties: Element,
  candidates: readonly X509Certificate[],
): X509Certificate {
  const named = ['SigningCertificate', 'SigningCertificateV2'].flatMap((name) =>
    children(signatureProperties, xades, name),
  );
  if (named.length === 0) throw wrongProfile('Brak elementu SigningCertificate albo SigningCertificateV2.');
  if (named.length > 2) throw wrongProfile('SigningCertificate występuje więcej niż raz.');
  const [signer, another] = new Set(named.map((one) => matching(one, candidates)));
  if (signer === undefined || another !== undefined)
    throw invalidSignature('SigningCertificate nie wskazuje certyfikatu z KeyInfo.');
  return signer;
}

/** The certificate with the digest of the first Cert; its serial number, where written, must agree. */
function matching(
  signingCertificate: Element,
  candidates: readonly X509Certificate[],
): X509Certificate | undefined {
  const [cert] = children(signingCertificate, xades, 'Cert');
  if (cert === undefined) throw wrongProfile('SigningCertificate nie zawiera elementu Cert.');
  const digest = onlyChild(cert, xades, 'CertDigest');
  const hash = digestOf(onlyChild(digest, dsig, 'DigestMethod').getAttribute('Algorithm'));
  const value = base64Content(onlyChild(digest, dsig, 'DigestValue'));
  const [issuerSerial] = children(cert, xades, 'IssuerSerial');
  const serial =
    issuerSerial === undefined
      ? undefined
      : trimXml(plainText(onlyChild(issuerSerial, dsig, 'X509SerialNumber')));
  return candidates.find(
    (one) =>
      createHash(hash).update(one.raw).digest().equals(value) &&
      (serial === undefined || serial === BigInt(`0x${one.serialNumber}`).toString()),
  );
}

function certificatesOf(signature: Element): X509Certificate[] {
  const elements = children(onlyChild(signature, dsig, 'KeyInfo'), dsig, 'X509Data').flatMap((data) =>
    children(data, dsig, 'X509Certificate'),
  );
  if (elements.length === 0) throw wrongProfile('KeyInfo nie zawiera certyfikatu.');
  if (elements.length > mostCertificates)
    throw invalidSignature(`KeyInfo zawiera więcej niż ${mostCertificates} certyfikatów.`);
  return elements.map((element) => {
    try {
      return new X509Certificate(base64Content(element));
    } catch {
      throw invalidSignature('X509Certificate nie zawiera certyfikatu.');
    }
  });
}

function only(parent: Element, name: string): Element {
  const [found, more] = children(parent, xades, name);
  if (found === undefined || more !== undefined)
    throw wrongProfile(`Podpis musi zawierać dokładnie jeden element ${name}.`);
  return found;
}
