import { nipOfContext } from '@ksef/core';
import { sameIdentifier } from '../auth/same-identifier.js';
import type { Kernel } from '../kernel.js';
import { startedPermissions } from '../permissions/held-permissions.js';
import { mayEnforce } from '../permissions/roles.js';
import type { InvoiceFacts } from './read-invoice.js';
import type { SessionRecord } from './records.js';

/** `RolaPU` of an authorized subject: enforcement authority, bailiff, tax representative. */
const enforcing = [1, 2];
const taxRepresentative = 3;

/** What a seller lets another company do in its name, such as `SelfInvoicing`. */
export function authorizations(
  kernel: Pick<Kernel, 'collection' | 'now'>,
  context: SessionRecord['context'],
  sellerNip: string,
): string[] {
  return startedPermissions(kernel)
    .filter(({ kind }) => kind === 'authorization')
    .filter((one) => one.context.value === sellerNip && sameIdentifier(one.subject, context))
    .map(({ scope }) => scope);
}

/** Whether the session's context may issue this invoice: as the seller, or let by the seller, which may change meanwhile. */
export function mayIssue(
  kernel: Pick<Kernel, 'collection' | 'now'>,
  { context, form }: SessionRecord,
  { sellerNip, summary }: InvoiceFacts,
): boolean {
  const nip = nipOfContext(context);
  if (nip === sellerNip) return true;
  const isLet = (scope: string) => authorizations(kernel, context, sellerNip).includes(scope);
  if (context.type === 'PeppolId') return isLet('PefInvoicing');
  if (summary.buyer.identifier.value === nip) {
    if (form.value === 'FA_RR') return isLet('RRInvoicing');
    if (summary.isSelfInvoicing) return isLet('SelfInvoicing');
  }
  const { authorizedSubject } = summary;
  if (authorizedSubject === null || authorizedSubject.nip !== nip) return false;
  return authorizedSubject.role === taxRepresentative
    ? isLet('TaxRepresentative')
    : enforcing.includes(authorizedSubject.role) && mayEnforce(kernel, context);
}
