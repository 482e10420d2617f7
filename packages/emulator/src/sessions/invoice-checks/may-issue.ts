import { nipOfContext } from '@ksef/core';
import type { InvoiceFacts } from '../../invoices/index.js';
import type { Kernel } from '../../kernel/index.js';
import { authorizations } from '../../permissions/index.js';
import { mayEnforce } from '../../subjects/index.js';
import type { SessionRecord } from '../records.js';

/** `RolaPU` of an authorized subject: enforcement authority, bailiff, tax representative. */
const enforcing = [1, 2];
const taxRepresentative = 3;

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
