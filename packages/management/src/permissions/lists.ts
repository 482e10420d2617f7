import {
  type Api,
  type CallOptions,
  getAttachmentPermissionStatus,
  listEntityRoles,
  queryAuthorizations,
  queryEntityPermissions,
  queryEuEntityPermissions,
  queryPersonalPermissions,
  queryPersonPermissions,
  querySubordinateEntityRoles,
  querySubunitPermissions,
  type Schemas,
} from '@ksef/api';
import { anything, checkOptions, type OptionChecks, someText } from '@ksef/core/internal';
import { allNumberedPages, checkCallOptions, wholeList } from '../call/index.js';

type List<Name extends keyof Schemas> = AsyncGenerator<Schemas[Name], void>;
type WithDefault<Filter extends { queryType: unknown }> = Omit<Filter, 'queryType'> &
  Partial<Pick<Filter, 'queryType'>>;

/** Which permissions to list; `queryType` is `PermissionsInCurrentContext` by default. */
export type PersonPermissionFilter = WithDefault<Schemas['PersonPermissionsQueryRequest']>;
/** Which authorizations to list; `queryType` is `Granted` by default. */
export type AuthorizationFilter = WithDefault<Schemas['EntityAuthorizationPermissionsQueryRequest']>;

/** KSeF's maximum for these lists. */
const pageSize = 100;

/**
 * Permissions of persons and programs in the context. The whole list is read before the first item is returned, so you
 * may revoke while you read. Needs `CredentialsManage`, `CredentialsRead` or `SubunitManage`.
 *
 * @throws InvalidInputError `INVALID_OPTION`
 * @throws KsefApiError when KSeF rejects it
 * @example
 * ```ts
 * import type { Api } from '@ksef/api';
 * import { listPersonPermissions } from '@ksef/management';
 *
 * async function print(api: Api): Promise<void> {
 *   for await (const { authorizedIdentifier, permissionScope } of listPersonPermissions(api))
 *     console.log(authorizedIdentifier.value, permissionScope);
 * }
 * ```
 */
export function listPersonPermissions(
  api: Api,
  filter: PersonPermissionFilter = {},
  options: CallOptions = {},
): List<'PersonPermission'> {
  check<PersonPermissionFilter>(filter, options, {
    queryType: someText,
    authorIdentifier: anything,
    authorizedIdentifier: anything,
    contextIdentifier: anything,
    targetIdentifier: anything,
    permissionTypes: anything,
    permissionState: anything,
  });
  const body = { queryType: 'PermissionsInCurrentContext', ...filter };
  return wholeList(async (pageOffset) => {
    const page = await queryPersonPermissions(api, { pageOffset, pageSize, body }, options);
    return { items: page.permissions, hasMore: page.hasMore };
  });
}

/**
 * Your own permissions that KSeF lists in the context, including those for its clients. Read whole before the first one
 * is returned. For your effective permissions, use {@link ownPermissions}.
 *
 * @throws InvalidInputError `INVALID_OPTION`
 * @throws KsefApiError when KSeF rejects it
 */
export function listPersonalPermissions(
  api: Api,
  filter: Schemas['PersonalPermissionsQueryRequest'] = {},
  options: CallOptions = {},
): List<'PersonalPermission'> {
  check<Schemas['PersonalPermissionsQueryRequest']>(filter, options, {
    contextIdentifier: anything,
    targetIdentifier: anything,
    permissionTypes: anything,
    permissionState: anything,
  });
  return wholeList(async (pageOffset) => {
    const page = await queryPersonalPermissions(api, { pageOffset, pageSize, body: filter }, options);
    return { items: page.permissions, hasMore: page.hasMore };
  });
}

/**
 * Administrators of units of the context. Read whole before the first one is returned. Needs `CredentialsManage`,
 * `CredentialsRead` or `SubunitManage`.
 *
 * @throws InvalidInputError `INVALID_OPTION`
 * @throws KsefApiError when KSeF rejects it
 */
export function listSubunitPermissions(
  api: Api,
  filter: Schemas['SubunitPermissionsQueryRequest'] = {},
  options: CallOptions = {},
): List<'SubunitPermission'> {
  check<Schemas['SubunitPermissionsQueryRequest']>(filter, options, { subunitIdentifier: anything });
  return wholeList(async (pageOffset) => {
    const page = await querySubunitPermissions(api, { pageOffset, pageSize, body: filter }, options);
    return { items: page.permissions, hasMore: page.hasMore };
  });
}

/**
 * Permissions that other companies have granted to the context: the clients of an accounting office. Read whole before
 * the first one is returned. Needs `CredentialsManage` or `CredentialsRead`.
 *
 * @throws InvalidInputError `INVALID_OPTION`
 * @throws KsefApiError when KSeF rejects it
 */
export function listEntityPermissions(
  api: Api,
  filter: Schemas['EntityPermissionsQueryRequest'] = {},
  options: CallOptions = {},
): List<'EntityPermissionItem'> {
  check<Schemas['EntityPermissionsQueryRequest']>(filter, options, { contextIdentifier: anything });
  return wholeList(async (pageOffset) => {
    const page = await queryEntityPermissions(api, { pageOffset, pageSize, body: filter }, options);
    return { items: page.permissions, hasMore: page.hasMore };
  });
}

/**
 * Authorizations that the context has granted, or received (`queryType: 'Received'`). Read whole before the first one
 * is returned. Needs `CredentialsManage`, `CredentialsRead` or `PefInvoiceWrite`.
 *
 * @throws InvalidInputError `INVALID_OPTION`
 * @throws KsefApiError when KSeF rejects it
 */
export function listAuthorizations(
  api: Api,
  filter: AuthorizationFilter = {},
  options: CallOptions = {},
): List<'EntityAuthorizationGrant'> {
  check<AuthorizationFilter>(filter, options, {
    queryType: someText,
    authorizingIdentifier: anything,
    authorizedIdentifier: anything,
    permissionTypes: anything,
  });
  const body = { queryType: 'Granted', ...filter };
  return wholeList(async (pageOffset) => {
    const page = await queryAuthorizations(api, { pageOffset, pageSize, body }, options);
    return { items: page.authorizationGrants, hasMore: page.hasMore };
  });
}

/**
 * Administrators and representatives of EU companies that invoice for the context. Read whole before the first one is
 * returned. Needs `CredentialsManage`, `CredentialsRead` or `VatUeManage`.
 *
 * @throws InvalidInputError `INVALID_OPTION`
 * @throws KsefApiError when KSeF rejects it
 */
export function listEuEntityPermissions(
  api: Api,
  filter: Schemas['EuEntityPermissionsQueryRequest'] = {},
  options: CallOptions = {},
): List<'EuEntityPermission'> {
  check<Schemas['EuEntityPermissionsQueryRequest']>(filter, options, {
    vatUeIdentifier: anything,
    authorizedFingerprintIdentifier: anything,
    permissionTypes: anything,
  });
  return wholeList(async (pageOffset) => {
    const page = await queryEuEntityPermissions(api, { pageOffset, pageSize, body: filter }, options);
    return { items: page.permissions, hasMore: page.hasMore };
  });
}

/**
 * Roles of the context: court bailiff, unit of a local government or of a VAT group, and others. Needs `CredentialsManage`
 * or `CredentialsRead`.
 *
 * @throws InvalidInputError `INVALID_OPTION`
 * @throws KsefApiError when KSeF rejects it
 */
export function listRoles(api: Api, options: CallOptions = {}): List<'EntityRole'> {
  checkCallOptions(options);
  return allNumberedPages(async (pageOffset) => {
    const page = await listEntityRoles(api, { pageOffset, pageSize }, options);
    return { items: page.roles, hasMore: page.hasMore };
  });
}

/**
 * Members of the context's VAT group, or units of its local government. Needs `CredentialsManage`, `CredentialsRead` or
 * `SubunitManage`.
 *
 * @throws InvalidInputError `INVALID_OPTION`
 * @throws KsefApiError when KSeF rejects it
 */
export function listSubordinateRoles(
  api: Api,
  filter: Schemas['SubordinateEntityRolesQueryRequest'] = {},
  options: CallOptions = {},
): List<'SubordinateEntityRole'> {
  check<Schemas['SubordinateEntityRolesQueryRequest']>(filter, options, {
    subordinateEntityIdentifier: anything,
  });
  return allNumberedPages(async (pageOffset) => {
    const page = await querySubordinateEntityRoles(api, { pageOffset, pageSize, body: filter }, options);
    return { items: page.roles, hasMore: page.hasMore };
  });
}

/**
 * Whether the context may send invoices with attachments, and until when. Needs `CredentialsManage` or `CredentialsRead`.
 *
 * @throws InvalidInputError `INVALID_OPTION`
 * @throws KsefApiError when KSeF rejects it
 */
export async function attachmentPermission(
  api: Api,
  options: CallOptions = {},
): Promise<Schemas['CheckAttachmentPermissionStatusResponse']> {
  checkCallOptions(options);
  return getAttachmentPermissionStatus(api, {}, options);
}

function check<Filter>(filter: Filter, options: CallOptions, checks: OptionChecks<Filter>): void {
  checkOptions<Filter>(filter, checks);
  checkCallOptions(options);
}
