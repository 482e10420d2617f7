import { type Api, type CallOptions, queryPersonalPermissions, type Schemas } from '@ksef/api';
import { type ContextIdentifier, type ContextInput, toContext } from '@ksef/core';
import { checkCallOptions, wholeList } from '../call/index.js';

/** The permissions of the login in a context. */
export interface OwnPermissions {
  /** Names such as `InvoiceWrite`, each once, sorted. */
  readonly names: readonly string[];
  /** Whether they come from owning the context; undefined if this KSeF does not report it (before 2.9.0). */
  readonly isOwner: boolean | undefined;
  /** The underlying grants: look here when a permission is missing. */
  readonly grants: readonly Schemas['PersonalPermission'][];
}

type Identifier = { readonly type: string; readonly value?: string | null } | null | undefined;

/**
 * The permissions of the login in this context: as its owner, by grants in force there, and by those passed on by an
 * office. Needs no permission.
 *
 * @throws InvalidInputError `INVALID_OPTION`, `INVALID_CONTEXT`
 * @throws KsefApiError when KSeF rejects it
 * @example
 * ```ts
 * import type { Api } from '@ksef/api';
 * import { nip } from '@ksef/core';
 * import { ownPermissions } from '@ksef/management';
 *
 * declare const api: Api;
 *
 * const { names } = await ownPermissions(api, nip('5265877635'));
 * if (!names.includes('InvoiceWrite')) console.log(`Cannot send, only: ${names.join(', ')}`);
 * ```
 */
export async function ownPermissions(
  api: Api,
  context: ContextInput,
  options: Omit<CallOptions, 'context'> = {},
): Promise<OwnPermissions> {
  checkCallOptions(options);
  const here = toContext(context);
  let owned: readonly string[] | null | undefined;
  const listed = wholeList(async (pageOffset) => {
    const input = { pageOffset, pageSize: 100, body: { permissionState: 'Active' } };
    const page = await queryPersonalPermissions(api, input, { ...options, context: here });
    if (pageOffset === 0) owned = page.ownerPermissions;
    return { items: page.permissions, hasMore: page.hasMore };
  });
  const grants: Schemas['PersonalPermission'][] = [];
  for await (const one of listed) if (countsIn(one, here)) grants.push(one);
  const names = new Set([...(owned ?? []), ...grants.map((one) => one.permissionScope)]);
  return {
    names: [...names].sort(),
    isOwner: owned === undefined ? undefined : (owned?.length ?? 0) > 0,
    grants,
  };
}

/** An office also sees its clients' grants, and those it passes on, in its own context: they belong to the client. */
function countsIn(one: Schemas['PersonalPermission'], here: ContextIdentifier): boolean {
  const { contextIdentifier, targetIdentifier } = one;
  if (!targetIdentifier) return !contextIdentifier || isSame(contextIdentifier, here);
  if (targetIdentifier.type !== 'AllPartners') return isSame(targetIdentifier, here);
  return !isSame(contextIdentifier, here);
}

function isSame(one: Identifier, here: ContextIdentifier): boolean {
  return one?.type === here.type && one.value === here.value;
}
