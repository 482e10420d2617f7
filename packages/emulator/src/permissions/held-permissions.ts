import type { ContextIdentifier } from '@ksef/core';
import { type SubjectIdentifier, sameIdentifier } from '../identifiers/index.js';
import type { Kernel } from '../kernel/index.js';
import { type PermissionRecord, permissionsOf, type Target } from './records.js';

type Records = Pick<Kernel, 'collection' | 'now'>;

/** What one of these identifiers may do in a context by permissions that count now. */
export function grantedScopes(
  kernel: Records,
  context: ContextIdentifier,
  identifiers: readonly SubjectIdentifier[],
): string[] {
  return startedPermissions(kernel)
    .filter((one) => identifiers.some((identifier) => sameIdentifier(identifier, one.subject)))
    .filter((one) => countsIn(kernel, one, context))
    .map(({ scope }) => scope);
}

/** All whose operation has been processed. */
export function startedPermissions(kernel: Records): PermissionRecord[] {
  return [...permissionsOf(kernel).values()].filter(({ startsAt }) => startsAt <= kernel.now());
}

/** Whether the holder may use this permission in a context. */
function countsIn(kernel: Records, one: PermissionRecord, context: ContextIdentifier): boolean {
  if (one.kind === 'authorization') return false;
  if (one.target === undefined) return sameIdentifier(one.context, context);
  return (
    isAimedAt(one.target, context) && isDelegated(kernel, one, (client) => sameIdentifier(client, context))
  );
}

/** Whether the holder sees it in a context: where it was granted, where it counts, and, if for one client, there too. */
export function isSeenIn(kernel: Records, one: PermissionRecord, context: ContextIdentifier): boolean {
  const isForOne = one.target?.value !== undefined && isAimedAt(one.target, context);
  return sameIdentifier(one.context, context) || isForOne || countsIn(kernel, one, context);
}

/** Whether it can be used at all: what was passed on only as long as a client lets the granter pass it on. */
export function isActive(kernel: Records, one: PermissionRecord): boolean {
  const { target } = one;
  return target === undefined || isDelegated(kernel, one, (client) => isAimedAt(target, client));
}

/** Whether a client such as this lets the granter pass such rights on. */
function isDelegated(
  kernel: Records,
  { grantedIn, scope }: PermissionRecord,
  isMeant: (client: ContextIdentifier) => boolean,
): boolean {
  return startedPermissions(kernel).some(
    (one) =>
      one.kind === 'entity' &&
      one.canDelegate &&
      one.scope === scope &&
      sameIdentifier(one.subject, grantedIn) &&
      isMeant(one.context),
  );
}

function isAimedAt({ type, value }: Target, context: ContextIdentifier): boolean {
  return type === 'AllPartners' || (type === context.type && value === context.value);
}
