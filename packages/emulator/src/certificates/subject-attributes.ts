import type { Name, RelativeDistinguishedName } from '@peculiar/asn1-x509';

/** The attributes of a certificate's subject that KSeF reads, by the names of its enrolment data. */
export interface SubjectAttributes {
  readonly commonName?: string;
  readonly surname?: string;
  readonly givenName?: string;
  readonly organizationName?: string;
  readonly organizationIdentifier?: string;
  readonly countryName?: string;
  readonly serialNumber?: string;
  readonly uniqueIdentifier?: string;
}

/** Object identifiers by attribute, in the order in which KSeF's own client writes them. */
export const attributeOids: Readonly<Record<keyof SubjectAttributes, string>> = {
  commonName: '2.5.4.3',
  surname: '2.5.4.4',
  givenName: '2.5.4.42',
  organizationName: '2.5.4.10',
  organizationIdentifier: '2.5.4.97',
  countryName: '2.5.4.6',
  serialNumber: '2.5.4.5',
  uniqueIdentifier: '2.5.4.45',
};

/** Every attribute of a name as object identifier and text. */
export function attributesOf(name: Name): (readonly [oid: string, value: string])[] {
  return [...name].flatMap((rdn: RelativeDistinguishedName) =>
    [...rdn].map(({ type, value }) => [type, value.toString()] as const),
  );
}

/** The known attributes; of repeated ones, such as several given names, the values stand one after another. */
export function readSubject(name: Name): SubjectAttributes {
  const all = attributesOf(name);
  return Object.fromEntries(
    Object.entries(attributeOids).flatMap(([attribute, oid]) => {
      const values = all.filter(([type]) => type === oid).map(([, value]) => value);
      return values.length === 0 ? [] : [[attribute, values.join(' ')]];
    }),
  );
}
