import type { ContextIdentifier } from '@ksef/core';
import { type SubjectIdentifier, sameIdentifier } from '../identifiers/index.js';
import type { Kernel } from '../kernel/index.js';
import { identifiersOf } from '../subjects/index.js';

/**
 * Whether the subject of a certificate owns a context. As on TEST that is a NIP in its own context, or a PESEL linked to
 * it, and a Peppol provider; units and companies of the EU have no owner, but administrators. Unless permissions are
 * checked, everybody owns every context.
 */
export function isOwner(kernel: Kernel, context: ContextIdentifier, subject: SubjectIdentifier): boolean {
  if (kernel.options.permissions !== 'checked') return true;
  if (context.type !== 'PeppolId' && context.type !== 'Nip') return false;
  return identifiersOf(kernel, subject).some((one) => sameIdentifier(one, context));
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

/** What a list of one's own permissions names of those of the owner. Source: `OwnerPermissionScope` in the contract. */
export const ownerScopes: readonly string[] = [
  'CredentialsManage',
  'CredentialsRead',
  'InvoiceWrite',
  'InvoiceRead',
  'Introspection',
  'SubunitManage',
  'EnforcementOperations',
  'CollectiveIdentifierManage',
];
