import { inOnePass, textOf } from '../http/index.js';
import { readIdentifier, type SubjectIdentifier } from '../identifiers/index.js';
import {
  checkDetailsOf,
  readEntity,
  readEuSubject,
  readPerson,
  type SubjectDetails,
} from './read-details.js';

type Given = Readonly<Record<string, unknown>>;

const personTypes = ['Nip', 'Pesel', 'Fingerprint'] as const;

/** Subject, description and details of a person. */
export function readPersonSubject(given: Given) {
  const read = readSubject(given, personTypes, readPerson);
  checkDetailsOf(read.subject, read.subjectDetails);
  return read;
}

/** Those of a company. */
export function readEntitySubject(given: Given, types: readonly SubjectIdentifier['type'][]) {
  return readSubject(given, types, readEntity);
}

/** Those of somebody known by a fingerprint. */
export function readFingerprintSubject(given: Given) {
  return readSubject(given, ['Fingerprint'], readEuSubject);
}

function readSubject(
  given: Given,
  types: readonly SubjectIdentifier['type'][],
  readDetails: (value: unknown) => SubjectDetails,
) {
  return inOnePass({
    subject: () => readIdentifier('subjectIdentifier', given.subjectIdentifier, types),
    description: () => textOf('description', given.description, 5, 256),
    subjectDetails: () => readDetails(given.subjectDetails),
  });
}
