import type { ContextIdentifier } from '@ksef/core';
import type { StatusRecord } from '../http/index.js';
import type { SubjectIdentifier } from '../identifiers/index.js';
import type { Collection, Kernel } from '../kernel/index.js';
import type { SubjectDetails } from './read-details.js';

/**
 * How a right came about. `person`, `entity`, `subunit`, `eu-administrator` and `eu-representative` let log in and
 * work in their context; `indirect` in those of the granter's clients; `authorization` is between companies.
 */
export type PermissionKind =
  | 'person'
  | 'entity'
  | 'authorization'
  | 'indirect'
  | 'subunit'
  | 'eu-administrator'
  | 'eu-representative';

/** Whose affairs a right that was passed on is about; all partners have no value. */
export interface Target {
  readonly type: 'Nip' | 'InternalId' | 'AllPartners';
  readonly value?: string;
}

/** A company of another EU country, as its administrator's grant described it. */
export interface EuEntity {
  readonly name: string;
  readonly details: { readonly fullName: string; readonly address: string };
}

/** One right of one subject. */
export interface PermissionRecord {
  readonly id: string;
  readonly kind: PermissionKind;
  /** Where it was granted, and is revoked. */
  readonly grantedIn: ContextIdentifier;
  /** Where it counts: another than `grantedIn` for administrators of subunits and EU entities. */
  readonly context: ContextIdentifier;
  /** Of `indirect` ones, which count there. */
  readonly target?: Target;
  readonly subject: SubjectIdentifier;
  readonly scope: string;
  readonly canDelegate: boolean;
  readonly description: string;
  /** Null where `/testdata/permissions` granted it. */
  readonly subjectDetails: SubjectDetails | null;
  readonly subunitName?: string;
  readonly euEntity?: EuEntity;
  readonly author: SubjectIdentifier;
  /** From then on it counts. */
  readonly startsAt: number;
}

/** A grant or a revocation as returned by its status. */
export interface OperationRecord {
  readonly referenceNumber: string;
  readonly context: ContextIdentifier;
  readonly startedAt: number;
  /** Once it is processed. */
  readonly outcome: StatusRecord;
}

// Source: table of `PermissionsOperationStatusResponse` in the contract.
const descriptions = {
  100: 'Operacja przyjęta do realizacji',
  200: 'Operacja zakończona sukcesem',
  400: 'Operacja zakończona niepowodzeniem',
  410: 'Podane identyfikatory są niezgodne lub pozostają w niewłaściwej relacji',
  420: 'Użyte poświadczenia nie mają uprawnień do wykonania tej operacji',
  430: 'Kontekst identyfikatora nie odpowiada wymaganej roli lub uprawnieniom',
  440: 'Operacja niedozwolona dla wskazanych powiązań identyfikatorów',
  450: 'Operacja niedozwolona dla wskazanego identyfikatora lub jego typu',
} as const;

/** Codes that operations have here. */
export type OperationCode = keyof typeof descriptions;

export function operationStatus(code: OperationCode): StatusRecord {
  return { code, description: descriptions[code] };
}

export function permissionsOf(kernel: Pick<Kernel, 'collection'>): Collection<PermissionRecord> {
  return kernel.collection('permissions');
}

export function operationsOf(kernel: Pick<Kernel, 'collection'>): Collection<OperationRecord> {
  return kernel.collection('permission-operations');
}
