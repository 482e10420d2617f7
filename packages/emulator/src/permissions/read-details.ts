import { inOnePass, invalidInput, objectOf, oneOf, textOf } from '../http/index.js';
import { readIdentifier } from '../identifiers/index.js';
/** Who a subject is, as queries show it. */
export type SubjectDetails = Readonly<Record<string, unknown>> & { readonly subjectDetailsType: string };

const personShapes = {
  PersonByIdentifier: 'personById',
  PersonByFingerprintWithIdentifier: 'personByFpWithId',
  PersonByFingerprintWithoutIdentifier: 'personByFpNoId',
} as const;

type PersonType = keyof typeof personShapes;

/** `subjectDetails` of a person, else 21405. */
export function readPerson(value: unknown): SubjectDetails {
  const details = objectOf('subjectDetails', value);
  const type = oneOf('subjectDetails.subjectDetailsType', details.subjectDetailsType, [
    'PersonByIdentifier',
    'PersonByFingerprintWithIdentifier',
    'PersonByFingerprintWithoutIdentifier',
  ]);
  return personOf(details, type);
}

/** Fingerprints need to be told whose they are; else 21405. */
export function checkDetailsOf(subject: { readonly type: string }, details: SubjectDetails): void {
  if ((details.subjectDetailsType === 'PersonByIdentifier') === (subject.type === 'Fingerprint'))
    throw invalidInput("'subjectDetails.subjectDetailsType' nie odpowiada 'subjectIdentifier.type'.");
}

/** `subjectDetails` of a company known by its NIP or Peppol identifier, else 21405. */
export function readEntity(value: unknown): SubjectDetails {
  const { fullName } = objectOf('subjectDetails', value);
  return {
    subjectDetailsType: 'EntityByIdentifier',
    fullName: textOf('subjectDetails.fullName', fullName, 5, 90),
  };
}

/** `subjectDetails` of a person or company known by a fingerprint, else 21405. */
export function readEuSubject(value: unknown): SubjectDetails {
  const details = objectOf('subjectDetails', value);
  const type = oneOf('subjectDetails.subjectDetailsType', details.subjectDetailsType, [
    'PersonByFingerprintWithIdentifier',
    'PersonByFingerprintWithoutIdentifier',
    'EntityByFingerprint',
  ]);
  if (type !== 'EntityByFingerprint') return personOf(details, type);
  return { subjectDetailsType: type, ...readNameAndAddress('subjectDetails.entityByFp', details.entityByFp) };
}

/** `{ fullName, address }`, else 21405. */
export function readNameAndAddress(name: string, value: unknown) {
  const given = objectOf(name, value);
  return inOnePass({
    fullName: () => textOf(`${name}.fullName`, given.fullName, 1, 100),
    address: () => textOf(`${name}.address`, given.address, 1, 512),
  });
}

function personOf(details: Readonly<Record<string, unknown>>, type: PersonType): SubjectDetails {
  const name = `subjectDetails.${personShapes[type]}`;
  const person = objectOf(name, details[personShapes[type]]);
  const { firstName, lastName, more } = inOnePass({
    firstName: () => textOf(`${name}.firstName`, person.firstName, 2, 30),
    lastName: () => textOf(`${name}.lastName`, person.lastName, 2, 81),
    more: () => moreOf(type, name, person),
  });
  return { subjectDetailsType: type, firstName, lastName, ...more };
}

function moreOf(type: PersonType, name: string, person: Readonly<Record<string, unknown>>) {
  if (type === 'PersonByIdentifier') return {};
  if (type === 'PersonByFingerprintWithIdentifier')
    return { personIdentifier: readIdentifier(`${name}.identifier`, person.identifier, ['Pesel', 'Nip']) };
  const document = objectOf(`${name}.idDocument`, person.idDocument);
  const { birthDate, documentType, number, country } = inOnePass({
    birthDate: () => textOf(`${name}.birthDate`, person.birthDate, 10, 10),
    documentType: () => textOf(`${name}.idDocument.type`, document.type, 1, 20),
    number: () => textOf(`${name}.idDocument.number`, document.number, 1, 20),
    country: () => textOf(`${name}.idDocument.country`, document.country, 2, 2),
  });
  return { birthDate, idDocument: { type: documentType, number, country } };
}
