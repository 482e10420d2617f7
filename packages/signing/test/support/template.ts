import { createHash, X509Certificate } from 'node:crypto';

const ds = 'http://www.w3.org/2000/09/xmldsig#';

/** An unsigned XAdES document for `xmlsec1 --sign`, with the habits of other programs: prefixes, line breaks, old forms. */
export function template(options: {
  readonly certificate: Uint8Array;
  readonly challenge: string;
  readonly c14n: string;
  readonly prefixes?: string;
  readonly removal?: string;
  readonly bare?: boolean;
  readonly old?: boolean;
  readonly hash?: 'sha256' | 'sha512';
  readonly enveloping?: boolean;
}): string {
  const { certificate, c14n, hash = 'sha256' } = options;
  const der = Buffer.from(certificate);
  const digestUri = `http://www.w3.org/2001/04/xmlenc#${hash}`;
  const prefixes = options.prefixes
    ? `<e:InclusiveNamespaces xmlns:e="http://www.w3.org/2001/10/xml-exc-c14n#" PrefixList="${options.prefixes}"/>`
    : '';
  const canonical = `<ds:Transform Algorithm="${c14n}">${prefixes}</ds:Transform>`;
  const removal = options.removal ?? `<ds:Transform Algorithm="${ds}enveloped-signature"/>`;
  const digest = (value: string) =>
    `<ds:DigestMethod Algorithm="${digestUri}"/><ds:DigestValue>${value}</ds:DigestValue>`;
  const certDigest = digest(createHash(hash).update(der).digest('base64'));
  const serial = BigInt(`0x${new X509Certificate(der).serialNumber}`);
  const named = options.old
    ? `<xades:SigningCertificate><xades:Cert><xades:CertDigest>${certDigest}</xades:CertDigest><xades:IssuerSerial><ds:X509IssuerName>CN=Jan</ds:X509IssuerName><ds:X509SerialNumber>${serial}</ds:X509SerialNumber></xades:IssuerSerial></xades:Cert></xades:SigningCertificate>`
    : `<xades:SigningCertificateV2><xades:Cert><xades:CertDigest>${certDigest}</xades:CertDigest></xades:Cert></xades:SigningCertificateV2>`;
  const request = `<AuthTokenRequest xmlns="http://ksef.mf.gov.pl/auth/token/2.1" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema">
  <!-- who -->
  <Challenge>${options.challenge}</Challenge>
  <ContextIdentifier><Nip>5265877635</Nip></ContextIdentifier>
  <SubjectIdentifierType>certificateSubject</SubjectIdentifierType>
`;
  const transforms = options.enveloping ? canonical : options.bare ? removal : removal + canonical;
  const signature = `<ds:Signature xmlns:ds="${ds}" Id="id-1">
    <ds:SignedInfo>
      <ds:CanonicalizationMethod Algorithm="${c14n}"/>
      <ds:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-${hash}"/>
      <ds:Reference Id="r-1" URI="${options.enveloping ? '#object' : ''}"><ds:Transforms>${transforms}</ds:Transforms>${digest('')}</ds:Reference>
      <ds:Reference URI="#xades-1" Type="http://uri.etsi.org/01903#SignedProperties"><ds:Transforms>${canonical}</ds:Transforms>${digest('')}</ds:Reference>
    </ds:SignedInfo>
    <ds:SignatureValue/>
    <ds:KeyInfo><ds:X509Data><ds:X509Certificate>
${der.toString('base64').replace(/.{76}/g, '$&\n')}
    </ds:X509Certificate></ds:X509Data></ds:KeyInfo>
    ${options.enveloping ? `<ds:Object Id="object">${request}</AuthTokenRequest></ds:Object>` : ''}
    <ds:Object><xades:QualifyingProperties xmlns:xades="http://uri.etsi.org/01903/v1.3.2#" Target="#id-1"><xades:SignedProperties Id="xades-1"><xades:SignedSignatureProperties>
      <xades:SigningTime>2026-02-01T12:00:00+01:00</xades:SigningTime>${named}
    </xades:SignedSignatureProperties></xades:SignedProperties></xades:QualifyingProperties></ds:Object>
  </ds:Signature>`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n${options.enveloping ? signature : `${request}${signature}\n</AuthTokenRequest>\n`}`;
}
