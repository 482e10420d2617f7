import type { ContextIdentifier } from '@ksef/core';
import type { Collection, Kernel } from '../kernel/index.js';
import type { PersonRecord } from './persons.js';

type Records = Pick<Kernel, 'collection'>;

const rolesByType = {
  EnforcementAuthority: { own: 'EnforcementAuthority', subordinate: undefined },
  JST: { own: 'LocalGovernmentUnit', subordinate: 'LocalGovernmentSubUnit' },
  VatGroup: { own: 'VatGroupUnit', subordinate: 'VatGroupSubUnit' },
} as const;

/** What `POST /testdata/subject` calls the companies that have roles. */
export type SubjectType = keyof typeof rolesByType;
export const subjectTypes = Object.keys(rolesByType) as SubjectType[];

/** A company with a role, and the companies below it. */
export interface SubjectRecord {
  readonly nip: string;
  readonly type: SubjectType;
  readonly description: string;
  readonly subunits: readonly { readonly nip: string; readonly description: string }[];
  readonly createdAt: number;
}

/** A role of a company. */
export interface Role {
  readonly role: string;
  readonly description: string;
  readonly startsAt: number;
  /** NIP of the company above. */
  readonly parent?: string;
}

/** A company below another. */
export interface Subordinate extends Role {
  readonly nip: string;
}

export function subjectsOf(kernel: Records): Collection<SubjectRecord> {
  return kernel.collection('subjects');
}

/** The roles of a context's company. */
export function rolesOf(kernel: Records, { type, value }: ContextIdentifier): Role[] {
  if (type !== 'Nip') return [];
  const roles: Role[] = [];
  const person = kernel.collection<PersonRecord>('persons').get(value);
  if (person?.isBailiff === true)
    roles.push({ role: 'CourtBailiff', description: person.description, startsAt: person.createdAt });
  const subject = subjectsOf(kernel).get(value);
  if (subject !== undefined) {
    const { description, createdAt } = subject;
    roles.push({ role: rolesByType[subject.type].own, description, startsAt: createdAt });
  }
  for (const parent of subjectsOf(kernel).values())
    roles.push(...subordinates(parent).filter(({ nip }) => nip === value));
  return roles;
}

/** The companies below a context's company. */
export function subordinatesOf(kernel: Records, { type, value }: ContextIdentifier): Subordinate[] {
  const subject = type === 'Nip' ? subjectsOf(kernel).get(value) : undefined;
  return subject === undefined ? [] : subordinates(subject);
}

function subordinates({ nip: parent, type, subunits, createdAt }: SubjectRecord): Subordinate[] {
  const role = rolesByType[type].subordinate;
  if (role === undefined) return [];
  return subunits.map(({ nip, description }) => ({ role, nip, description, parent, startsAt: createdAt }));
}

/** Enforcement authorities and bailiffs may enforce. */
export function mayEnforce(kernel: Records, context: ContextIdentifier): boolean {
  return rolesOf(kernel, context).some(
    ({ role }) => role === 'EnforcementAuthority' || role === 'CourtBailiff',
  );
}
