import type { ContextIdentifier } from '@ksef/core';
import { sameIdentifier } from '../identifiers/index.js';
import type { Kernel } from '../kernel/index.js';
import { mayEnforce, rolesOf, subordinatesOf } from '../subjects/index.js';
import { startedPermissions } from './held-permissions.js';
import type { Grant } from './read-grant.js';
import type { OperationCode, PermissionKind } from './records.js';

/** Where each kind can be granted. */
const contexts: Readonly<Record<PermissionKind, readonly ContextIdentifier['type'][]>> = {
  person: ['Nip', 'InternalId'],
  entity: ['Nip', 'InternalId'],
  authorization: ['Nip'],
  indirect: ['Nip'],
  subunit: ['Nip'],
  'eu-administrator': ['Nip'],
  'eu-representative': ['NipVatUe'],
};

/** How a grant will end. */
export function judgeGrant(
  kernel: Pick<Kernel, 'collection' | 'now'>,
  kind: PermissionKind,
  context: ContextIdentifier,
  asked: Grant,
): OperationCode {
  if (!contexts[kind].includes(context.type)) return 430;
  if (asked.scopes.some(({ scope }) => scope === 'EnforcementOperations') && !mayEnforce(kernel, context))
    return 430;
  if (kind === 'authorization') {
    // Providers of Peppol services are for PEF, and for nothing else.
    const isPef = asked.scopes.some(({ scope }) => scope === 'PefInvoicing');
    return isPef === (asked.subject.type === 'PeppolId') ? 200 : 450;
  }
  if (kind === 'indirect') return mayServe(kernel, context, asked.target) ? 200 : 440;
  if (asked.context === undefined) return 200;
  if (asked.context.type !== 'Nip') return asked.context.value.startsWith(`${context.value}-`) ? 200 : 410;
  return judgeSubordinate(kernel, context, asked.context);
}

/** A client must have given the granter something; what is passed on counts only as far as that may be passed on. */
function mayServe(
  kernel: Pick<Kernel, 'collection' | 'now'>,
  context: ContextIdentifier,
  target: Grant['target'],
): boolean {
  if (target?.value === undefined) return true;
  const client = { type: target.type, value: target.value };
  return startedPermissions(kernel).some(
    (one) =>
      (one.kind === 'entity' || one.kind === 'person') &&
      sameIdentifier(one.context, client) &&
      sameIdentifier(one.subject, context),
  );
}

/** Companies below another are members of its VAT group, or its units of local government. */
function judgeSubordinate(
  kernel: Pick<Kernel, 'collection'>,
  parent: ContextIdentifier,
  subordinate: ContextIdentifier,
): OperationCode {
  const isParent = rolesOf(kernel, parent).some(
    ({ role }) => role === 'LocalGovernmentUnit' || role === 'VatGroupUnit',
  );
  if (!isParent) return 430;
  return subordinatesOf(kernel, parent).some(({ nip }) => nip === subordinate.value) ? 200 : 410;
}
