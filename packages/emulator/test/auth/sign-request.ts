import { constants, createHash, sign, X509Certificate } from 'node:crypto';
import type { Identity } from './identity.js';

const dsig = 'http://www.w3.org/2000/09/xmldsig#';
const xades = 'http://uri.etsi.org/01903/v1.3.2#';
const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#';

export const digestMethods = {
  sha1: 'http://www.w3.org/2000/09/xmldsig#sha1',
  sha256: 'http://www.w3.org/2001/04/xmlenc#sha256',
  sha384: 'http://www.w3.org/2001/04/xmldsig-more#sha384',
  sha512: 'http://www.w3.org/2001/04/xmlenc#sha512',
} as const;

/** The parts of a document before they are put together: tests change what they like. */
export interface Parts {
  request: string;
  signedProperties: string;
  signedInfo: string;
  keyInfo: string;
  signatureValue: string;
  /** Puts the parts together. */
  document(): string;
}

export interface SignOptions {
  readonly digest?: keyof typeof digestMethods;
  readonly signature?: { readonly uri: string; readonly hash: string; readonly pss?: boolean };
  /** ECDSA value as DER, which KSeF refuses. */
  readonly der?: boolean;
  /** References in SignedInfo, when not the usual two. */
  readonly references?: (digestOf: (content: string) => string, parts: Parts) => string;
  /** Changes parts before they are digested. */
  readonly prepare?: (parts: Parts) => void;
  /** Changes parts after signing. */
  readonly tamper?: (parts: Parts) => void;
}

export function authTokenRequest(
  challenge: string,
  {
    context = '<Nip>5265877635</Nip>',
    subjectIdentifierType = 'certificateSubject',
    version = '2.1',
    more = '',
  }: { context?: string; subjectIdentifierType?: string; version?: string; more?: string } = {},
): string {
  return `<AuthTokenRequest xmlns="http://ksef.mf.gov.pl/auth/token/${version}"><Challenge>${challenge}</Challenge><ContextIdentifier>${context}</ContextIdentifier><SubjectIdentifierType>${subjectIdentifierType}</SubjectIdentifierType>${more}</AuthTokenRequest>`;
}

/**
 * Signs by writing every part in its canonical form: no canonicaliser has a hand in it, so it is a reading of its own.
 * `request` is canonical too.
 */
export function signRequest(request: string, signer: Identity, options: SignOptions = {}): string {
  const { digest = 'sha256' } = options;
  const certificate = new X509Certificate(signer.certificate);
  const signature = options.signature ?? defaultSignature(certificate);
  const digestOf = (content: string | Uint8Array) => createHash(digest).update(content).digest('base64');
  const digestMethod = `<ds:DigestMethod xmlns:ds="${dsig}" Algorithm="${digestMethods[digest]}"></ds:DigestMethod>`;
  const parts: Parts = {
    request,
    signedProperties: `<xades:SignedProperties xmlns:xades="${xades}" Id="SignedProperties"><xades:SignedSignatureProperties><xades:SigningTime>2026-11-24T10:00:00Z</xades:SigningTime><xades:SigningCertificateV2><xades:Cert><xades:CertDigest>${digestMethod}<ds:DigestValue xmlns:ds="${dsig}">${digestOf(certificate.raw)}</ds:DigestValue></xades:CertDigest></xades:Cert></xades:SigningCertificateV2></xades:SignedSignatureProperties></xades:SignedProperties>`,
    signedInfo: '',
    keyInfo: `<ds:KeyInfo><ds:X509Data><ds:X509Certificate>${certificate.raw.toString('base64')}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>`,
    signatureValue: '',
    document() {
      const signatureElement = `<ds:Signature xmlns:ds="${dsig}" Id="Signature">${this.signedInfo}<ds:SignatureValue>${this.signatureValue}</ds:SignatureValue>${this.keyInfo}<ds:Object><xades:QualifyingProperties xmlns:xades="${xades}" Target="#Signature">${this.signedProperties}</xades:QualifyingProperties></ds:Object></ds:Signature>`;
      return this.request.replace('</AuthTokenRequest>', () => `${signatureElement}</AuthTokenRequest>`);
    },
  };
  options.prepare?.(parts);
  const references =
    options.references?.(digestOf, parts) ??
    reference('', digestOf(parts.request), [`${dsig}enveloped-signature`, exclusive], digest) +
      reference('#SignedProperties', digestOf(parts.signedProperties), [exclusive], digest);
  parts.signedInfo = `<ds:SignedInfo xmlns:ds="${dsig}"><ds:CanonicalizationMethod Algorithm="${exclusive}"></ds:CanonicalizationMethod><ds:SignatureMethod Algorithm="${signature.uri}"></ds:SignatureMethod>${references}</ds:SignedInfo>`;
  parts.signatureValue = sign(signature.hash, Buffer.from(parts.signedInfo), {
    key: signer.privateKey,
    dsaEncoding: options.der === true ? 'der' : 'ieee-p1363',
    ...(signature.pss === true
      ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }
      : {}),
  }).toString('base64');
  options.tamper?.(parts);
  return parts.document();
}

export function reference(
  uri: string,
  digestValue: string,
  transforms: readonly string[] = [exclusive],
  digest: keyof typeof digestMethods = 'sha256',
): string {
  const type = uri === '#SignedProperties' ? ' Type="http://uri.etsi.org/01903#SignedProperties"' : '';
  return `<ds:Reference${type} URI="${uri}"><ds:Transforms>${transforms.map((one) => `<ds:Transform Algorithm="${one}"></ds:Transform>`).join('')}</ds:Transforms><ds:DigestMethod Algorithm="${digestMethods[digest]}"></ds:DigestMethod><ds:DigestValue>${digestValue}</ds:DigestValue></ds:Reference>`;
}

function defaultSignature(certificate: X509Certificate): NonNullable<SignOptions['signature']> {
  const family = certificate.publicKey.asymmetricKeyType === 'ec' ? 'ecdsa' : 'rsa';
  return { uri: `http://www.w3.org/2001/04/xmldsig-more#${family}-sha256`, hash: 'sha256' };
}
