import type { ContextIdentifier } from '@ksef/core';
import { type SubjectIdentifier, sameIdentifier } from '../identifiers/index.js';
import type { Kernel } from '../kernel/index.js';
import { grantedScopes } from '../permissions/index.js';
import { identifiersOf } from '../subjects/index.js';

/** What the subject of a certificate may do in a context; nothing at all means status 415. */
export function permissionsIn(
  kernel: Kernel,
  context: ContextIdentifier,
  subject: SubjectIdentifier,
): readonly string[] {
  if (kernel.options.permissions !== 'checked' || owns(kernel, context, subject))
    return ownerPermissionsIn(context);
  return [...new Set(grantedScopes(kernel, context, identifiersOf(kernel, subject)))];
}

/** What the owner of a context may do; in EU contexts, whom that is trusted to be. */
export function ownerPermissionsIn({ type }: ContextIdentifier): readonly string[] {
  return type === 'NipVatUe' ? [...ownerPermissions, 'VatUeManage'] : ownerPermissions;
}

const ownerPermissions: readonly string[] = [
  'InvoiceRead',
  'InvoiceWrite',
  'PefInvoiceWrite',
  'CredentialsRead',
  'CredentialsManage',
  'SubunitManage',
  'EnforcementOperations',
  'Introspection',
  'CollectiveIdentifierManage',
];

/** A NIP owns its own context and its units, a Peppol provider its own; permissions in EU contexts are always granted. */
function owns(kernel: Kernel, context: ContextIdentifier, subject: SubjectIdentifier): boolean {
  const mine = identifiersOf(kernel, subject);
  if (context.type === 'PeppolId' || context.type === 'Nip')
    return mine.some((one) => sameIdentifier(one, context));
  if (context.type === 'InternalId')
    return mine.some(({ type, value }) => type === 'Nip' && value === context.value.slice(0, 10));
  return false;
}
