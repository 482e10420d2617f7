import { InvalidInputError } from '@ksef/core';
import type { RelativeDistinguishedNames } from 'pkijs';
import { loadPkijs } from '../certificates/load-pkijs.js';

/** The attributes of a subject, with the names of KSeF's enrolment data. */
export interface SubjectAttributes {
  readonly commonName?: string | null | undefined;
  readonly surname?: string | null | undefined;
  readonly givenName?: string | null | undefined;
  readonly organizationName?: string | null | undefined;
  readonly organizationIdentifier?: string | null | undefined;
  readonly countryName?: string | null | undefined;
  readonly serialNumber?: string | null | undefined;
  readonly uniqueIdentifier?: string | null | undefined;
}

// In the order of KSeF's table; X.520 requires PrintableString for two of them.
const attributes = [
  ['commonName', '2.5.4.3', 'Utf8String'],
  ['surname', '2.5.4.4', 'Utf8String'],
  ['givenName', '2.5.4.42', 'Utf8String'],
  ['organizationName', '2.5.4.10', 'Utf8String'],
  ['organizationIdentifier', '2.5.4.97', 'Utf8String'],
  ['countryName', '2.5.4.6', 'PrintableString'],
  ['serialNumber', '2.5.4.5', 'PrintableString'],
  ['uniqueIdentifier', '2.5.4.45', 'Utf8String'],
] as const;
const printable = /^[A-Za-z0-9 '()+,\-./:=?]*$/;

/**
 * A name with exactly the attributes that have a text, one per relative name.
 *
 * @throws InvalidInputError `INVALID_SUBJECT`
 */
export async function subjectName(subject: SubjectAttributes): Promise<RelativeDistinguishedNames> {
  const asn1js = await import('../certificates/asn1js.js');
  const { pkijs } = await loadPkijs();
  const value = attributes.flatMap(([name, type, kind]) => {
    const text = subject[name];
    if (text === undefined || text === null || text === '') return [];
    if (typeof text !== 'string') throw invalid(`The subject's ${name} must be text.`);
    const AsnString = asn1js[printable.test(text) ? kind : 'Utf8String'];
    const attribute = [new asn1js.ObjectIdentifier({ value: type }), new AsnString({ value: text })];
    return [new asn1js.Set({ value: [new asn1js.Sequence({ value: attribute })] })];
  });
  if (value.length === 0) throw invalid('The subject has no attribute.');
  // Read back from DER: pkijs would write all attributes into one relative name.
  const { result } = asn1js.fromBER(new asn1js.Sequence({ value }).toBER());
  return new pkijs.RelativeDistinguishedNames({ schema: result });
}

function invalid(message: string): InvalidInputError {
  return new InvalidInputError(message, { code: 'INVALID_SUBJECT', input: 'subject' });
}
