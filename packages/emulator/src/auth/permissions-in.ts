import type { ContextIdentifier } from '@ksef/core';
import type { SubjectIdentifier } from '../identifiers/index.js';
import type { Kernel } from '../kernel/index.js';
import { grantedScopes, isOwner, ownerPermissionsIn } from '../permissions/index.js';
import { identifiersOf } from '../subjects/index.js';

/** What the subject of a certificate may do in a context; nothing at all means status 415. */
export function permissionsIn(
  kernel: Kernel,
  context: ContextIdentifier,
  subject: SubjectIdentifier,
): readonly string[] {
  if (isOwner(kernel, context, subject)) return ownerPermissionsIn(context);
  return [...new Set(grantedScopes(kernel, context, identifiersOf(kernel, subject)))];
}
