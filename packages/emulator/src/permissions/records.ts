import type { ContextIdentifier } from '@ksef/core';
import type { SubjectIdentifier } from '../auth/records.js';
import { sameIdentifier } from '../auth/same-identifier.js';
import type { Collection, Kernel } from '../kernel.js';
import type { StatusRecord } from '../sessions/records.js';

/** One right of one subject. `person` and `entity` let log in and work; `authorization` is between companies. */
export interface PermissionRecord {
  readonly id: string;
  readonly kind: 'person' | 'entity' | 'authorization';
  /** Whose affairs they are: the context in which it was granted. */
  readonly context: ContextIdentifier;
  readonly subject: SubjectIdentifier;
  readonly scope: string;
  readonly canDelegate: boolean;
  readonly description: string;
  /** As queries show them. */
  readonly subjectDetails: Readonly<Record<string, unknown>>;
  readonly author: SubjectIdentifier;
  /** From then on it counts. */
  readonly startsAt: number;
}

/** A grant or a revocation as its status tells of it. */
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
  430: 'Kontekst identyfikatora nie odpowiada wymaganej roli lub uprawnieniom',
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

export function operationsOf(kernel: Kernel): Collection<OperationRecord> {
  return kernel.collection('permission-operations');
}

/** What one of these identifiers may do in a context by permissions that count now. */
export function grantedScopes(
  kernel: Pick<Kernel, 'collection' | 'now'>,
  context: ContextIdentifier,
  identifiers: readonly SubjectIdentifier[],
): string[] {
  return [...permissionsOf(kernel).values()]
    .filter(({ kind, startsAt }) => kind !== 'authorization' && startsAt <= kernel.now())
    .filter((one) => sameIdentifier(one.context, context))
    .filter((one) => identifiers.some((identifier) => sameIdentifier(identifier, one.subject)))
    .map(({ scope }) => scope);
}
