import { objectOf } from '../sessions/input.js';
import { invalidInput } from '../sessions/problems.js';
import { oneOf, readIdentifier, textOf } from './read-fields.js';

/** Who a subject is, as queries show it. */
export type SubjectDetails = Readonly<Record<string, unknown>> & { readonly subjectDetailsType: string };

const personShapes = {
  PersonByIdentifier: 'personById',
  PersonByFingerprintWithIdentifier: 'personByFpWithId',
  PersonByFingerprintWithoutIdentifier: 'personByFpNoId',
} as const;

type PersonType = keyof typeof personShapes;

/** `subjectDetails` of a person, else 21405. Fingerprints need to be told whose they are. */
export function readPerson(value: unknown, subjectType: string): SubjectDetails {
  const details = objectOf('subjectDetails', value);
  const type = oneOf('subjectDetails.subjectDetailsType', details.subjectDetailsType, [
    'PersonByIdentifier',
    'PersonByFingerprintWithIdentifier',
    'PersonByFingerprintWithoutIdentifier',
  ]);
  if ((type === 'PersonByIdentifier') === (subjectType === 'Fingerprint'))
    throw invalidInput("'subjectDetails.subjectDetailsType' nie odpowiada 'subjectIdentifier.type'.");
  return personOf(details, type);
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
  const { fullName, address } = objectOf(name, value);
  return {
    fullName: textOf(`${name}.fullName`, fullName, 1, 100),
    address: textOf(`${name}.address`, address, 1, 512),
  };
}

function personOf(details: Readonly<Record<string, unknown>>, type: PersonType): SubjectDetails {
  const name = `subjectDetails.${personShapes[type]}`;
  const person = objectOf(name, details[personShapes[type]]);
  const shown = {
    subjectDetailsType: type,
    firstName: textOf(`${name}.firstName`, person.firstName, 2, 30),
    lastName: textOf(`${name}.lastName`, person.lastName, 2, 81),
  };
  if (type === 'PersonByIdentifier') return shown;
  if (type === 'PersonByFingerprintWithIdentifier') {
    return {
      ...shown,
      personIdentifier: readIdentifier(`${name}.identifier`, person.identifier, ['Pesel', 'Nip']),
    };
  }
  const document = objectOf(`${name}.idDocument`, person.idDocument);
  return {
    ...shown,
    birthDate: textOf(`${name}.birthDate`, person.birthDate, 10, 10),
    idDocument: {
      type: textOf(`${name}.idDocument.type`, document.type, 1, 20),
      number: textOf(`${name}.idDocument.number`, document.number, 1, 20),
      country: textOf(`${name}.idDocument.country`, document.country, 2, 2),
    },
  };
}
