import { quoted } from '@ksef/core/internal';
import type { CertificateInfo } from './read-certificate.js';

/** How KSeF identifies the owner of a certificate. */
export interface SubjectIdentifier {
  readonly type: 'Nip' | 'Pesel' | 'PeppolId';
  readonly value: string;
}

// Far above what X.520 allows for these (64 and 256 characters).
const longestAttribute = 1_000;
const givenName = '2.5.4.42';
const surname = '2.5.4.4';
const personAttributes = {
  'givenName (2.5.4.42)': givenName,
  'surname (2.5.4.4)': surname,
  'serialNumber (2.5.4.5)': '2.5.4.5',
  'commonName (2.5.4.3)': '2.5.4.3',
  'countryName (2.5.4.6)': '2.5.4.6',
};
const sealAttributes = {
  'organizationName (2.5.4.10)': '2.5.4.10',
  'organizationIdentifier (2.5.4.97)': '2.5.4.97',
  'commonName (2.5.4.3)': '2.5.4.3',
  'countryName (2.5.4.6)': '2.5.4.6',
};

/**
 * The identifier in a certificate's subject, or a description of the problem: KSeF rejects such a certificate with
 * 21115 and no details.
 *
 * A subject with a given name or surname is a person's (NIP or PESEL in `serialNumber`), any other a seal's (NIP in
 * `organizationIdentifier`). Source: auth/xades.md of KSeF.
 */
export function subjectIdentifier(
  certificate: CertificateInfo,
):
  | { readonly identifier: SubjectIdentifier; readonly problem?: undefined }
  | { readonly identifier?: undefined; readonly problem: string } {
  const texts = new Map(certificate.subjectAttributes.map(({ type, value }) => [type, value]));
  const isPerson = texts.has(givenName) || texts.has(surname);
  const needed = Object.entries(isPerson ? personAttributes : sealAttributes);
  const missing = needed.filter(([, oid]) => !texts.get(oid)).map(([name]) => name);
  if (missing.length > 0) {
    return { problem: `as ${isPerson ? "a person's" : "a seal's"} it lacks ${missing.join(', ')}` };
  }
  if (isPerson) {
    const serialNumber = texts.get('2.5.4.5') ?? '';
    const pesel = digitsAfter(serialNumber, ['PNOPL', 'PESEL'], 11);
    if (pesel !== undefined) return { identifier: { type: 'Pesel', value: pesel } };
    const nip = digitsAfter(serialNumber, ['TINPL', 'NIP'], 10);
    if (nip !== undefined) return { identifier: { type: 'Nip', value: nip } };
    return {
      problem: `its serialNumber ${quoted(serialNumber)} is not of the form PNOPL-<PESEL> or TINPL-<NIP>`,
    };
  }
  const organization = texts.get('2.5.4.97') ?? '';
  const nip = digitsAfter(organization, ['VATPL'], 10);
  if (nip !== undefined) return { identifier: { type: 'Nip', value: nip } };
  if (/^P[A-Z]{2}\d{6}$/.test(organization)) return { identifier: { type: 'PeppolId', value: organization } };
  return {
    problem: `its organizationIdentifier ${quoted(organization)} is not of the form VATPL-<NIP>`,
  };
}

/**
 * The digits after the first of these prefixes, whatever is in between, in a text of at most the length that X.520
 * allows.
 */
function digitsAfter(text: string, prefixes: readonly string[], count: 10 | 11): string | undefined {
  if (text.length > longestAttribute) return undefined;
  const places = prefixes.map((prefix) => text.indexOf(prefix)).filter((place) => place >= 0);
  if (places.length === 0) return undefined;
  const digits = count === 10 ? /\d{10}/ : /\d{11}/;
  return digits.exec(text.slice(Math.min(...places)))?.[0];
}
