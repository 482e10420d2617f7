import { isMissing, missing } from '../http/index.js';
import { checkIdentifier, type SubjectIdentifier } from '../identifiers/index.js';
/** Who a subject is, as queries show it. */
export type SubjectDetails = Readonly<Record<string, unknown>> & { readonly subjectDetailsType: string };

const shapes = {
  PersonByIdentifier: 'personById',
  PersonByFingerprintWithIdentifier: 'personByFpWithId',
  PersonByFingerprintWithoutIdentifier: 'personByFpNoId',
  EntityByFingerprint: 'entityByFp',
} as const;

interface Person {
  readonly firstName: string;
  readonly lastName: string;
}

/** `subjectDetails` of a person, or of a company known by a fingerprint, as the contract has it. */
export interface PersonDetails {
  readonly subjectDetailsType: keyof typeof shapes;
  readonly personById?: Person | null;
  readonly personByFpWithId?: (Person & { readonly identifier: SubjectIdentifier }) | null;
  readonly personByFpNoId?:
    | (Person & {
        readonly birthDate: string;
        readonly idDocument: { readonly type: string; readonly number: string; readonly country: string };
      })
    | null;
  readonly entityByFp?: { readonly fullName: string; readonly address: string } | null;
}

/** What queries show of `subjectDetails`. @throws Problem 21405 when the member that the type names is not there */
export function readPersonDetails(details: PersonDetails): SubjectDetails {
  const { subjectDetailsType, personById, personByFpWithId, personByFpNoId, entityByFp } = details;
  const member = shapes[subjectDetailsType];
  if (isMissing(details[member])) throw missing(`subjectDetails.${member}`);
  if (subjectDetailsType === 'PersonByFingerprintWithIdentifier' && !isMissing(personByFpWithId)) {
    const { identifier, ...person } = personByFpWithId;
    const personIdentifier = checkIdentifier('subjectDetails.personByFpWithId.identifier', identifier);
    return { subjectDetailsType, ...person, personIdentifier };
  }
  if (subjectDetailsType === 'PersonByIdentifier') return { subjectDetailsType, ...personById };
  return {
    subjectDetailsType,
    ...(subjectDetailsType === 'EntityByFingerprint' ? entityByFp : personByFpNoId),
  };
}
