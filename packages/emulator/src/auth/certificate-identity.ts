import { createHash, type X509Certificate } from 'node:crypto';
import { AsnConvert } from '@peculiar/asn1-schema';
import { Certificate } from '@peculiar/asn1-x509';
import { readSubject, type SubjectAttributes } from '../certificates/index.js';
import { Problem } from '../http/index.js';
import type { SubjectIdentifier } from '../identifiers/index.js';
import { invalidCertificate } from './xades/refusals.js';

/** Whom a certificate stands for. */
export interface CertificateIdentity {
  readonly kind: 'person' | 'seal';
  readonly attributes: SubjectAttributes;
  readonly identifier: SubjectIdentifier;
}

/**
 * Reads the subject of a signer's certificate.
 *
 * @throws Problem 21115 for missing or misspelt attributes, 21406 when the subject cannot be what the document declares
 */
export function identify(
  certificate: X509Certificate,
  declared: 'certificateSubject' | 'certificateFingerprint',
): CertificateIdentity {
  const attributes = attributesOf(certificate);
  const kind =
    attributes.organizationIdentifier === undefined && attributes.organizationName === undefined
      ? 'person'
      : 'seal';
  if (declared === 'certificateFingerprint')
    return { kind, attributes, identifier: { type: 'Fingerprint', value: fingerprintOf(certificate) } };
  if (kind === 'seal' && (attributes.givenName !== undefined || attributes.surname !== undefined))
    throw invalidCertificate('Certyfikat pieczęci nie może zawierać givenName ani surname.');
  const needed =
    kind === 'seal'
      ? (['organizationName', 'commonName', 'countryName'] as const)
      : (['givenName', 'surname', 'commonName', 'countryName'] as const);
  const missing = needed.filter((name) => attributes[name] === undefined);
  if (missing.length > 0)
    throw invalidCertificate(`W podmiocie certyfikatu brakuje atrybutów: ${missing.join(', ')}.`);
  const [attribute, value] =
    kind === 'seal'
      ? ['organizationIdentifier', attributes.organizationIdentifier]
      : ['serialNumber', attributes.serialNumber];
  if (value === undefined) throw conflict(`Podmiot certyfikatu nie zawiera atrybutu ${attribute}.`);
  return { kind, attributes, identifier: identifierIn(kind, attribute, value) };
}

function attributesOf(certificate: X509Certificate): SubjectAttributes {
  try {
    return readSubject(AsnConvert.parse(certificate.raw, Certificate).tbsCertificate.subject);
  } catch {
    throw invalidCertificate('Nie można odczytać podmiotu certyfikatu.');
  }
}

/** SHA-256 of the certificate, 64 upper-case hex digits. */
function fingerprintOf(certificate: X509Certificate): string {
  return createHash('sha256').update(certificate.raw).digest('hex').toUpperCase();
}

// Source: the patterns in auth/podpis-xades.md of the official guide; a bare Peppol id as in the official test suite.
const forms = [
  ['person', 'Pesel', /^(?:PNOPL|PESEL).*?(\d+)/, 11],
  ['person', 'Nip', /^(?:TINPL|NIP).*?(\d+)/, 10],
  ['seal', 'Nip', /^VATPL.*?(\d+)/, 10],
  ['seal', 'PeppolId', /^(P[A-Z]{2}\d{6})$/, 9],
] as const;

function identifierIn(kind: 'person' | 'seal', attribute: string, value: string): SubjectIdentifier {
  for (const [of, type, pattern, length] of forms) {
    const found = of === kind ? pattern.exec(value)?.[1] : undefined;
    if (found === undefined) continue;
    if (found.length < length) throw conflict(`Atrybut ${attribute} ma nieprawidłową liczbę cyfr.`);
    return { type, value: found.slice(0, length) };
  }
  throw invalidCertificate(`Atrybut ${attribute} nie zawiera identyfikatora z właściwym prefiksem.`);
}

function conflict(detail: string): Problem {
  return new Problem({
    status: 400,
    code: 21406,
    description: 'Konflikt podpisu i typu uwierzytelnienia.',
    details: [detail],
  });
}
