import { queryEntityPermissions, queryPersonalPermissions, queryPersonPermissions } from '@ksef/api';
import type { Ksef } from '@ksef/client';
import type { Run } from '../../command/command-spec.js';
import { openKsef } from '../../connect/open-ksef.js';

/** What all kinds of permissions have in common. */
export interface ListedPermission {
  readonly id?: string | undefined;
  readonly permissionScope: string;
  readonly authorizedIdentifier?: { readonly type: string; readonly value: string } | null | undefined;
  readonly contextIdentifier?: { readonly type: string; readonly value: string } | null | undefined;
  readonly description?: string | undefined;
  readonly permissionState?: string | undefined;
  readonly startDate?: string | undefined;
  readonly canDelegate?: boolean | undefined;
}

interface Page {
  readonly permissions: readonly ListedPermission[];
  readonly hasMore: boolean;
}

/** `ksef permissions list`. */
export const listPermissions: Run = async (call) => {
  const { ksef } = await openKsef(call);
  const of = call.text('of') ?? 'mine';
  const say = (en: string, pl: string) => call.say({ en, pl });
  const whom = ({ authorizedIdentifier: who }: ListedPermission) =>
    who === undefined || who === null ? '' : `${who.type} ${who.value}`;
  await call.out.list(
    [
      { title: 'id', value: ({ id }) => id },
      { title: say('permission', 'uprawnienie'), value: ({ permissionScope }) => permissionScope },
      { title: say('whose', 'czyje'), value: whom },
      { title: say('state', 'stan'), value: ({ permissionState }) => permissionState },
      { title: say('since', 'od'), value: ({ startDate }) => startDate },
      { title: say('description', 'opis'), value: ({ description }) => description },
    ],
    permissionsOf(ksef, of, call.signal),
    { empty: say('No permissions.', 'Brak uprawnień.') },
  );
  return undefined;
};

/** Permissions page by page: one's own, or those of persons or entities in the context. */
export async function* permissionsOf(
  ksef: Ksef,
  of: string,
  signal: AbortSignal,
): AsyncGenerator<ListedPermission> {
  const page = async (pageOffset: number): Promise<Page> => {
    const paging = { pageOffset, pageSize: 100 };
    if (of === 'persons') {
      const body = { queryType: 'PermissionsInCurrentContext' };
      return queryPersonPermissions(ksef.api, { ...paging, body }, { signal });
    }
    if (of === 'entities') return queryEntityPermissions(ksef.api, { ...paging, body: {} }, { signal });
    const { ownerPermissions, ...own } = await queryPersonalPermissions(
      ksef.api,
      { ...paging, body: {} },
      { signal },
    );
    const ofOwner = pageOffset > 0 ? [] : (ownerPermissions ?? []);
    return {
      ...own,
      permissions: [...ofOwner.map((permissionScope) => ({ permissionScope })), ...own.permissions],
    };
  };
  for (let offset = 0; ; offset++) {
    const { permissions, hasMore } = await page(offset);
    yield* permissions;
    if (!hasMore) return;
  }
}
