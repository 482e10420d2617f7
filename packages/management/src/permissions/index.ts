export {
  type AuthorizationGrant,
  authorize,
  type EntityGrant,
  type EuEntityAdministrationGrant,
  type EuEntityGrant,
  grantEuEntityAdministration,
  grantIndirectly,
  grantSubunit,
  grantToEntity,
  grantToEuEntity,
  grantToPerson,
  type IndirectGrant,
  type PersonGrant,
  type SubunitGrant,
} from './grant.js';
export {
  type AuthorizationFilter,
  attachmentPermission,
  listAuthorizations,
  listEntityPermissions,
  listEuEntityPermissions,
  listPersonalPermissions,
  listPersonPermissions,
  listRoles,
  listSubordinateRoles,
  listSubunitPermissions,
  type PersonPermissionFilter,
} from './lists.js';
export { type OwnPermissions, ownPermissions } from './own-permissions.js';
export { type Permissions, permissions } from './permissions.js';
export { revokeAuthorization, revokePermission } from './revoke.js';
export { waitForPermissionOperation } from './wait-for-operation.js';
