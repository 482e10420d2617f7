import type { Set as AsnSet } from 'asn1js';
import type { RelativeDistinguishedNames } from 'pkijs';

/** One attribute of a name: its object identifier, e.g. `2.5.4.3`, and its text. */
export interface NameAttribute {
  readonly type: string;
  readonly value: string;
}

// Source: RFC 4514 section 3. The other names are those that programs and KSeF's documents use.
const shortNames: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '2.5.4.6': 'C',
  '2.5.4.9': 'STREET',
  '0.9.2342.19200300.100.1.25': 'DC',
  '0.9.2342.19200300.100.1.1': 'UID',
  '1.2.840.113549.1.9.1': 'emailAddress',
  '2.5.4.4': 'SN',
  '2.5.4.5': 'serialNumber',
  '2.5.4.12': 'title',
  '2.5.4.13': 'description',
  '2.5.4.15': 'businessCategory',
  '2.5.4.17': 'postalCode',
  '2.5.4.42': 'GN',
  '2.5.4.43': 'initials',
  '2.5.4.44': 'generationQualifier',
  '2.5.4.45': 'uniqueIdentifier',
  '2.5.4.46': 'dnQualifier',
  '2.5.4.65': 'pseudonym',
  '2.5.4.97': 'organizationIdentifier',
};

interface Attribute extends NameAttribute {
  /** DER of the value, for attributes that RFC 4514 encodes that way. */
  readonly der: Uint8Array;
}

/** The relative names of a name, each with its attributes (nearly always one). */
export function readName(name: RelativeDistinguishedNames): readonly (readonly Attribute[])[] {
  // pkijs returns all attributes in one list. Only the underlying ASN.1 shows how they are grouped.
  const attributes = name.typesAndValues.map(({ type, value }) => ({
    type,
    value: String(value.valueBlock.value),
    der: new Uint8Array(value.toBER()),
  }));
  const groups = name.toSchema().valueBlock.value as AsnSet[];
  return groups.map((group) => attributes.splice(0, group.valueBlock.value.length));
}

/** A name in the notation of RFC 4514: the last relative name first. */
export function writeName(name: readonly (readonly Attribute[])[]): string {
  return [...name]
    .reverse()
    .map((attributes) => attributes.map(write).join('+'))
    .join(',');
}

function write({ type, value, der }: Attribute): string {
  const shortName = shortNames[type];
  if (shortName !== undefined) return `${shortName}=${escapeValue(value)}`;
  return `${type}=#${Array.from(der, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

// Source: RFC 4514 section 2.4.
function escapeValue(value: string): string {
  return value
    .replace(/[\\"+,;<>]/g, '\\$&')
    .replaceAll('\0', '\\00')
    .replace(/^[ #]/, '\\$&')
    .replace(/ $/, '\\ ');
}
