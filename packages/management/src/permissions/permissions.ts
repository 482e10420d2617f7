import type { Api, CallOptions } from '@ksef/api';
import { type ContextIdentifier, requireContext, toContext } from '@ksef/core';
import * as grants from './grant.js';
import * as lists from './lists.js';
import { type OwnPermissions, ownPermissions } from './own-permissions.js';
import { revokeAuthorization, revokePermission } from './revoke.js';
import { waitForPermissionOperation } from './wait-for-operation.js';

/** The same function, without its first argument. */
type WithoutApi<Call> = Call extends (api: Api, ...rest: infer Rest) => infer Result
  ? (...rest: Rest) => Result
  : never;

/** What {@link permissions} adds to a client. */
export interface Permissions {
  /** See {@link grantToPerson}. */
  readonly grantToPerson: WithoutApi<typeof grants.grantToPerson>;
  /** See {@link grantToEntity}. */
  readonly grantToEntity: WithoutApi<typeof grants.grantToEntity>;
  /** See {@link authorize}. */
  readonly authorize: WithoutApi<typeof grants.authorize>;
  /** See {@link grantIndirectly}. */
  readonly grantIndirectly: WithoutApi<typeof grants.grantIndirectly>;
  /** See {@link grantSubunit}. */
  readonly grantSubunit: WithoutApi<typeof grants.grantSubunit>;
  /** See {@link grantEuEntityAdministration}. */
  readonly grantEuEntityAdministration: WithoutApi<typeof grants.grantEuEntityAdministration>;
  /** See {@link grantToEuEntity}. */
  readonly grantToEuEntity: WithoutApi<typeof grants.grantToEuEntity>;
  /** See {@link revokePermission}. */
  readonly revoke: WithoutApi<typeof revokePermission>;
  /** See {@link revokeAuthorization}. */
  readonly revokeAuthorization: WithoutApi<typeof revokeAuthorization>;
  /** See {@link waitForPermissionOperation}. */
  readonly waitFor: WithoutApi<typeof waitForPermissionOperation>;
  /** The permissions of the login in the context, see {@link ownPermissions}. */
  readonly mine: (options?: CallOptions) => Promise<OwnPermissions>;
  /** See {@link listPersonPermissions}. */
  readonly list: WithoutApi<typeof lists.listPersonPermissions>;
  /** See {@link listPersonalPermissions}. */
  readonly listPersonal: WithoutApi<typeof lists.listPersonalPermissions>;
  /** See {@link listSubunitPermissions}. */
  readonly listSubunits: WithoutApi<typeof lists.listSubunitPermissions>;
  /** See {@link listEntityPermissions}. */
  readonly listReceived: WithoutApi<typeof lists.listEntityPermissions>;
  /** See {@link listAuthorizations}. */
  readonly listAuthorizations: WithoutApi<typeof lists.listAuthorizations>;
  /** See {@link listEuEntityPermissions}. */
  readonly listEuEntities: WithoutApi<typeof lists.listEuEntityPermissions>;
  /** See {@link listRoles}. */
  readonly roles: WithoutApi<typeof lists.listRoles>;
  /** See {@link listSubordinateRoles}. */
  readonly subordinateRoles: WithoutApi<typeof lists.listSubordinateRoles>;
  /** See {@link attachmentPermission}. */
  readonly attachments: WithoutApi<typeof lists.attachmentPermission>;
}

/**
 * Permissions, as a member of the client.
 *
 * @example
 * ```ts
 * import { createKsef } from '@ksef/client';
 * import { nip } from '@ksef/core';
 * import { permissions } from '@ksef/management';
 *
 * const ksef = createKsef({
 *   environment: 'test',
 *   credentials: { ksefToken: process.env.KSEF_TOKEN ?? '' },
 * }).extend(permissions);
 * const { names, isOwner } = await ksef.inContext(nip('5265877635')).permissions.mine();
 * ```
 */
export function permissions({
  api,
  context,
}: {
  readonly api: Api;
  readonly context?: ContextIdentifier | undefined;
}): { readonly permissions: Permissions } {
  return {
    permissions: {
      grantToPerson: (...rest) => grants.grantToPerson(api, ...rest),
      grantToEntity: (...rest) => grants.grantToEntity(api, ...rest),
      authorize: (...rest) => grants.authorize(api, ...rest),
      grantIndirectly: (...rest) => grants.grantIndirectly(api, ...rest),
      grantSubunit: (...rest) => grants.grantSubunit(api, ...rest),
      grantEuEntityAdministration: (...rest) => grants.grantEuEntityAdministration(api, ...rest),
      grantToEuEntity: (...rest) => grants.grantToEuEntity(api, ...rest),
      revoke: (...rest) => revokePermission(api, ...rest),
      revokeAuthorization: (...rest) => revokeAuthorization(api, ...rest),
      waitFor: (...rest) => waitForPermissionOperation(api, ...rest),
      mine: async ({ context: named, ...call } = {}) => {
        const here = named === undefined ? (context ?? requireContext('permissions.mine')) : toContext(named);
        return ownPermissions(api, here, call);
      },
      list: (...rest) => lists.listPersonPermissions(api, ...rest),
      listPersonal: (...rest) => lists.listPersonalPermissions(api, ...rest),
      listSubunits: (...rest) => lists.listSubunitPermissions(api, ...rest),
      listReceived: (...rest) => lists.listEntityPermissions(api, ...rest),
      listAuthorizations: (...rest) => lists.listAuthorizations(api, ...rest),
      listEuEntities: (...rest) => lists.listEuEntityPermissions(api, ...rest),
      roles: (...rest) => lists.listRoles(api, ...rest),
      subordinateRoles: (...rest) => lists.listSubordinateRoles(api, ...rest),
      attachments: (...rest) => lists.attachmentPermission(api, ...rest),
    },
  };
}
