import type { ContextIdentifier } from '@ksef/core';
import type { EmulatorKernel } from '../emulator-kernel.js';
import { grantedScopes } from '../permissions/held-permissions.js';
import { ownerPermissionsIn, type SubjectIdentifier } from './records.js';
import { sameIdentifier } from './same-identifier.js';

/** A person whom `POST /testdata/person` has made: PESEL and NIP belong together. */
export interface PersonRecord {
  readonly nip: string;
  readonly pesel: string;
  readonly isDeceased: boolean;
  readonly isBailiff: boolean;
  readonly description: string;
  readonly createdAt: number;
}

/** What the subject of a certificate may do in a context; nothing at all means status 415. */
export function permissionsIn(
  kernel: EmulatorKernel,
  context: ContextIdentifier,
  subject: SubjectIdentifier,
): readonly string[] {
  if (kernel.options.rights !== 'checked' || owns(kernel, context, subject))
    return ownerPermissionsIn(context);
  return [...new Set(grantedScopes(kernel, context, identifiersOf(kernel, subject)))];
}

export function isDeceased(kernel: EmulatorKernel, subject: SubjectIdentifier): boolean {
  return personsOf(kernel).some((person) => person.isDeceased && isPerson(person, subject));
}

/** The subject's own identifier and those that a NIP-PESEL link adds. */
export function identifiersOf(kernel: EmulatorKernel, subject: SubjectIdentifier): SubjectIdentifier[] {
  const linked = personsOf(kernel)
    .filter((person) => isPerson(person, subject))
    .flatMap(({ nip, pesel }): SubjectIdentifier[] => [
      { type: 'Nip', value: nip },
      { type: 'Pesel', value: pesel },
    ]);
  return [subject, ...linked.filter((one) => !sameIdentifier(one, subject))];
}

/** A NIP owns its own context and its units, a Peppol provider its own; rights in EU contexts are always granted. */
function owns(kernel: EmulatorKernel, context: ContextIdentifier, subject: SubjectIdentifier): boolean {
  const mine = identifiersOf(kernel, subject);
  if (context.type === 'PeppolId' || context.type === 'Nip')
    return mine.some((one) => sameIdentifier(one, context));
  if (context.type === 'InternalId')
    return mine.some(({ type, value }) => type === 'Nip' && value === context.value.slice(0, 10));
  return false;
}

function isPerson(person: PersonRecord, { type, value }: SubjectIdentifier): boolean {
  return (type === 'Nip' && value === person.nip) || (type === 'Pesel' && value === person.pesel);
}

function personsOf(kernel: EmulatorKernel): PersonRecord[] {
  return [...kernel.collection<PersonRecord>('persons').values()];
}
