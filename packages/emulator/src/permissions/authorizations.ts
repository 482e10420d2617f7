import type { ContextIdentifier } from '@ksef/core';
import { sameIdentifier } from '../identifiers/index.js';
import type { Kernel } from '../kernel/index.js';
import { startedPermissions } from './held-permissions.js';

/** What a seller lets another company do in its name, such as `SelfInvoicing`. */
export function authorizations(
  kernel: Pick<Kernel, 'collection' | 'now'>,
  context: ContextIdentifier,
  sellerNip: string,
): string[] {
  return startedPermissions(kernel)
    .filter(({ kind }) => kind === 'authorization')
    .filter((one) => one.context.value === sellerNip && sameIdentifier(one.subject, context))
    .map(({ scope }) => scope);
}
