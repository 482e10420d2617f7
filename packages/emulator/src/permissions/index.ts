export { authorizations } from './authorizations.js';
export { grantedScopes } from './held-permissions.js';
export { isOwner, ownerPermissionsIn } from './ownership.js';
export { permissionsRoutes } from './permissions-routes.js';
export { type PermissionRecord, permissionsOf } from './records.js';
