import {
  listAuthorizations,
  listEntityPermissions,
  listEuEntityPermissions,
  listPersonPermissions,
  listSubunitPermissions,
  ownPermissions,
} from '@ksef/management';
import type { Call } from '../../command/call.js';
import type { Run } from '../../command/command-spec.js';
import { openKsef } from '../../connect/open-ksef.js';

type Identifier = { readonly type: string; readonly value?: string | null } | null | undefined;

/** What all kinds of permissions have in common. */
export interface ListedPermission {
  readonly id?: string | undefined;
  readonly permissionScope?: string | undefined;
  readonly authorizationScope?: string | undefined;
  readonly authorizedIdentifier?: Identifier;
  readonly authorizedEntityIdentifier?: Identifier;
  readonly authorizingEntityIdentifier?: Identifier;
  readonly contextIdentifier?: Identifier;
  readonly subunitIdentifier?: Identifier;
  readonly vatUeIdentifier?: string | undefined;
  readonly authorizedFingerprintIdentifier?: string | undefined;
  readonly description?: string | undefined;
  readonly permissionState?: string | undefined;
  readonly startDate?: string | undefined;
  readonly canDelegate?: boolean | undefined;
}

type Opened = Awaited<ReturnType<typeof openKsef>>;

/** `ksef permissions list`. */
export const listPermissions: Run = async (call) => {
  const opened = await openKsef(call);
  const say = (en: string, pl: string) => call.say({ en, pl });
  await call.out.list<ListedPermission>(
    [
      { title: 'id', value: ({ id }) => id },
      {
        title: say('permission', 'uprawnienie'),
        value: ({ permissionScope, authorizationScope }) => permissionScope ?? authorizationScope,
      },
      { title: say('whose', 'czyje'), value: whose },
      { title: say('where', 'gdzie'), value: where },
      { title: say('state', 'stan'), value: ({ permissionState }) => permissionState },
      { title: say('since', 'od'), value: ({ startDate }) => startDate },
      { title: say('description', 'opis'), value: ({ description }) => description },
    ],
    permissionsOf(call, opened),
    { empty: say('No permissions.', 'Brak uprawnień.') },
  );
  return undefined;
};

function permissionsOf(call: Call, opened: Opened): AsyncIterable<ListedPermission> {
  const { api } = opened.ksef;
  const { signal } = call;
  const authorizations = (queryType: 'Granted' | 'Received') =>
    listAuthorizations(api, { queryType }, { signal });
  switch (call.text('of')) {
    case 'persons':
      return listPersonPermissions(api, {}, { signal });
    case 'entities':
      return listEntityPermissions(api, {}, { signal });
    case 'authorizations':
      return authorizations('Granted');
    case 'received-authorizations':
      return authorizations('Received');
    case 'units':
      return listSubunitPermissions(api, {}, { signal });
    case 'eu-entities':
      return listEuEntityPermissions(api, {}, { signal });
    default:
      return mine(call, opened);
  }
}

/** One's own: those of the owner of the context, and those that were granted. */
async function* mine(call: Call, { ksef, place }: Opened): AsyncGenerator<ListedPermission> {
  const own = await ownPermissions(ksef.api, place.context, { signal: call.signal });
  const granted = new Set<string>(own.grants.map(({ permissionScope }) => permissionScope));
  for (const permissionScope of own.names) if (!granted.has(permissionScope)) yield { permissionScope };
  yield* own.grants;
}

function whose(one: ListedPermission): string {
  const { authorizedIdentifier, authorizedEntityIdentifier, authorizedFingerprintIdentifier } = one;
  return (
    textOf(authorizedIdentifier ?? authorizedEntityIdentifier) || (authorizedFingerprintIdentifier ?? '')
  );
}

function where(one: ListedPermission): string {
  const { authorizingEntityIdentifier, contextIdentifier, subunitIdentifier, vatUeIdentifier } = one;
  return (
    textOf(subunitIdentifier ?? contextIdentifier ?? authorizingEntityIdentifier) || (vatUeIdentifier ?? '')
  );
}

function textOf(identifier: Identifier): string {
  return identifier ? [identifier.type, identifier.value].filter(Boolean).join(' ') : '';
}
