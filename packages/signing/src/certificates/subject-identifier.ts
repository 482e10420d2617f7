import type { CertificateInfo } from './read-certificate.js';

/** By what KSeF knows the owner of a certificate. */
export interface SubjectIdentifier {
  readonly type: 'Nip' | 'Pesel' | 'PeppolId';
  readonly value: string;
}

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
 * The identifier in a certificate's subject, or in words what is off: KSeF answers such a certificate with 21115 and
 * says no more.
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
    const pesel = /(?:PNOPL|PESEL).*?(\d{11})/.exec(serialNumber)?.[1];
    if (pesel !== undefined) return { identifier: { type: 'Pesel', value: pesel } };
    const nip = /(?:TINPL|NIP).*?(\d{10})/.exec(serialNumber)?.[1];
    if (nip !== undefined) return { identifier: { type: 'Nip', value: nip } };
    return {
      problem: `its serialNumber ${JSON.stringify(serialNumber)} is not of the form PNOPL-<PESEL> or TINPL-<NIP>`,
    };
  }
  const organization = texts.get('2.5.4.97') ?? '';
  const nip = /VATPL.*?(\d{10})/.exec(organization)?.[1];
  if (nip !== undefined) return { identifier: { type: 'Nip', value: nip } };
  if (/^P[A-Z]{2}\d{6}$/.test(organization)) return { identifier: { type: 'PeppolId', value: organization } };
  return {
    problem: `its organizationIdentifier ${JSON.stringify(organization)} is not of the form VATPL-<NIP>`,
  };
}
