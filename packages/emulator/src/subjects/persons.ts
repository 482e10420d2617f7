import { type SubjectIdentifier, sameIdentifier } from '../identifiers/index.js';
import type { Kernel } from '../kernel/index.js';
/** A person whom `POST /testdata/person` has made: PESEL and NIP belong together. */
export interface PersonRecord {
  readonly nip: string;
  readonly pesel: string;
  readonly isDeceased: boolean;
  readonly isBailiff: boolean;
  readonly description: string;
  readonly createdAt: number;
}

export function isDeceased(kernel: Kernel, subject: SubjectIdentifier): boolean {
  return personsOf(kernel).some((person) => person.isDeceased && isPerson(person, subject));
}

/** The subject's own identifier and those that a NIP-PESEL link adds. */
export function identifiersOf(kernel: Kernel, subject: SubjectIdentifier): SubjectIdentifier[] {
  const linked = personsOf(kernel)
    .filter((person) => isPerson(person, subject))
    .flatMap(({ nip, pesel }): SubjectIdentifier[] => [
      { type: 'Nip', value: nip },
      { type: 'Pesel', value: pesel },
    ]);
  return [subject, ...linked.filter((one) => !sameIdentifier(one, subject))];
}

function isPerson(person: PersonRecord, { type, value }: SubjectIdentifier): boolean {
  return (type === 'Nip' && value === person.nip) || (type === 'Pesel' && value === person.pesel);
}

function personsOf(kernel: Kernel): PersonRecord[] {
  return [...kernel.collection<PersonRecord>('persons').values()];
}
