import {
  type Api,
  grantAuthorization as authorization,
  type CallOptions,
  grantEntityPermissions as entity,
  grantEuEntityAdministration as euAdministration,
  grantEuEntityPermissions as euEntity,
  grantIndirectPermissions as indirect,
  type OperationRunner,
  grantPersonPermissions as person,
  type Schemas,
  grantSubunitAdministration as subunit,
} from '@ksef/api';
import { anything, type OptionCheck, required, someText } from '@ksef/core/internal';
import { checkWaitOptions, type WaitOptions } from '../call/index.js';
import { checkGrant, details, identifier, permissionNames, target } from './check-grant.js';
import { waitForPermissionOperation } from './wait-for-operation.js';

/** Permissions for a person or a program, identified by PESEL, NIP or the fingerprint of a certificate. */
export type PersonGrant = Schemas['PersonPermissionsGrantRequest'];
/** Permissions for a company such as an accounting office. With `canDelegate` it may pass them on. */
export type EntityGrant = Schemas['EntityPermissionsGrantRequest'];
/** One permission to act on behalf of the context: self-invoicing, tax representative and others. */
export type AuthorizationGrant = Schemas['EntityAuthorizationPermissionsGrantRequest'];
/** Permissions for a person to work for clients of the context: for one, or for all. */
export type IndirectGrant = Schemas['IndirectPermissionsGrantRequest'];
/** Administration of a unit. Creates the unit if it does not exist. */
export type SubunitGrant = Schemas['SubunitPermissionsGrantRequest'];
/** Administration of an EU company that invoices for the context. */
export type EuEntityAdministrationGrant = Schemas['EuEntityAdministrationPermissionsGrantRequest'];
/** Permissions for a representative of an EU company, in its context. */
export type EuEntityGrant = Schemas['EuEntityPermissionsGrantRequest'];

/**
 * Grants permissions to a person, and waits until they are in force. Needs `CredentialsManage`.
 *
 * @throws InvalidInputError `INVALID_OPTION`, `INVALID_NIP`, `INVALID_FINGERPRINT`
 * @throws KsefStatusError `PERMISSION_OPERATION_FAILED`, `WAIT_TIMEOUT` (see {@link waitForPermissionOperation})
 * @throws KsefApiError when KSeF rejects it
 * @throws UnknownOutcomeError when no response came: look with {@link listPersonPermissions} before you grant again
 * @example
 * ```ts
 * import type { Api } from '@ksef/api';
 * import { grantToPerson } from '@ksef/management';
 *
 * declare const api: Api;
 *
 * await grantToPerson(api, {
 *   subjectIdentifier: { type: 'Pesel', value: '90010112349' },
 *   permissions: ['InvoiceWrite', 'InvoiceRead'],
 *   description: 'Anna, warehouse',
 *   subjectDetails: {
 *     subjectDetailsType: 'PersonByIdentifier',
 *     personById: { firstName: 'Anna', lastName: 'Nowak' },
 *   },
 * });
 * ```
 */
export async function grantToPerson(api: Api, grant: PersonGrant, options: WaitOptions = {}): Promise<void> {
  await carryOut(api, person, grant, { permissions: permissionNames }, options);
}

/**
 * Grants permissions to a company, and waits until they are in force. Needs `CredentialsManage`.
 *
 * @throws InvalidInputError `INVALID_OPTION`, `INVALID_NIP`
 * @throws KsefStatusError `PERMISSION_OPERATION_FAILED`, `WAIT_TIMEOUT` (see {@link waitForPermissionOperation})
 * @throws KsefApiError when KSeF rejects it
 * @throws UnknownOutcomeError when no response came: look with {@link listPersonPermissions} before you grant again
 * @example
 * ```ts
 * import type { Api } from '@ksef/api';
 * import { grantToEntity } from '@ksef/management';
 *
 * declare const api: Api;
 *
 * await grantToEntity(api, {
 *   subjectIdentifier: { type: 'Nip', value: '7811900008' },
 *   permissions: [{ type: 'InvoiceWrite', canDelegate: true }],
 *   description: 'Accounting office',
 *   subjectDetails: { fullName: 'Biuro Rachunkowe Przystań' },
 * });
 * ```
 */
export async function grantToEntity(api: Api, grant: EntityGrant, options: WaitOptions = {}): Promise<void> {
  await carryOut(api, entity, grant, { permissions: permissionNames }, options);
}

/**
 * Authorizes a company or a Peppol provider to act on behalf of the context, and waits until that is in force. Needs
 * `CredentialsManage`.
 *
 * @throws InvalidInputError `INVALID_OPTION`, `INVALID_NIP`
 * @throws KsefStatusError `PERMISSION_OPERATION_FAILED`, `WAIT_TIMEOUT` (see {@link waitForPermissionOperation})
 * @throws KsefApiError when KSeF rejects it
 * @throws UnknownOutcomeError when no response came: look with {@link listAuthorizations} before you grant again
 */
export async function authorize(
  api: Api,
  grant: AuthorizationGrant,
  options: WaitOptions = {},
): Promise<void> {
  await carryOut(api, authorization, grant, { permission: required(someText) }, options);
}

/**
 * Grants a person permissions for clients that have granted the context theirs with `canDelegate`, and waits until they
 * are in force. `targetIdentifier` specifies one client; without it, the grant is for all of them. Needs
 * `CredentialsManage`.
 *
 * @throws InvalidInputError `INVALID_OPTION`, `INVALID_NIP`, `INVALID_CONTEXT`, `INVALID_FINGERPRINT`
 * @throws KsefStatusError `PERMISSION_OPERATION_FAILED`, `WAIT_TIMEOUT` (see {@link waitForPermissionOperation})
 * @throws KsefApiError when KSeF rejects it
 * @throws UnknownOutcomeError when no response came: look with {@link listPersonPermissions} before you grant again
 */
export async function grantIndirectly(
  api: Api,
  grant: IndirectGrant,
  options: WaitOptions = {},
): Promise<void> {
  const more = { permissions: permissionNames, targetIdentifier: target };
  await carryOut(api, indirect, grant, more, options);
}

/**
 * Makes a person the administrator of a unit, and waits until that is in force. Needs `SubunitManage`.
 *
 * @throws InvalidInputError `INVALID_OPTION`, `INVALID_NIP`, `INVALID_CONTEXT`, `INVALID_FINGERPRINT`
 * @throws KsefStatusError `PERMISSION_OPERATION_FAILED`, `WAIT_TIMEOUT` (see {@link waitForPermissionOperation})
 * @throws KsefApiError when KSeF rejects it
 * @throws UnknownOutcomeError when no response came: look with {@link listSubunitPermissions} before you grant again
 */
export async function grantSubunit(api: Api, grant: SubunitGrant, options: WaitOptions = {}): Promise<void> {
  const more = { contextIdentifier: required(identifier), subunitName: anything };
  await carryOut(api, subunit, grant, more, options);
}

/**
 * Makes a person the administrator of an EU company that invoices for the context, and waits until that is in force.
 * Needs `CredentialsManage`.
 *
 * @throws InvalidInputError `INVALID_OPTION`, `INVALID_FINGERPRINT`
 * @throws KsefStatusError `PERMISSION_OPERATION_FAILED`, `WAIT_TIMEOUT` (see {@link waitForPermissionOperation})
 * @throws KsefApiError when KSeF rejects it
 * @throws UnknownOutcomeError when no response came: look with {@link listEuEntityPermissions} before you grant again
 */
export async function grantEuEntityAdministration(
  api: Api,
  grant: EuEntityAdministrationGrant,
  options: WaitOptions = {},
): Promise<void> {
  const more = {
    contextIdentifier: required(identifier),
    euEntityName: required(someText),
    euEntityDetails: details,
  };
  await carryOut(api, euAdministration, grant, more, options);
}

/**
 * Grants permissions to a representative of an EU company, in its context (`nipVatUe`), and waits until they are in force.
 * Needs `VatUeManage`.
 *
 * @throws InvalidInputError `INVALID_OPTION`, `INVALID_FINGERPRINT`
 * @throws KsefStatusError `PERMISSION_OPERATION_FAILED`, `WAIT_TIMEOUT` (see {@link waitForPermissionOperation})
 * @throws KsefApiError when KSeF rejects it
 * @throws UnknownOutcomeError when no response came: look with {@link listEuEntityPermissions} before you grant again
 */
export async function grantToEuEntity(
  api: Api,
  grant: EuEntityGrant,
  options: WaitOptions = {},
): Promise<void> {
  await carryOut(api, euEntity, grant, { permissions: permissionNames }, options);
}

async function carryOut<Grant>(
  api: Api,
  operation: (
    api: OperationRunner,
    input: { readonly body: Grant },
    call?: CallOptions,
  ) => Promise<{ readonly referenceNumber: string }>,
  grant: Grant,
  more: Readonly<Record<string, OptionCheck>>,
  options: WaitOptions,
): Promise<void> {
  checkWaitOptions(options);
  checkGrant(grant, more);
  const { waitTimeoutMs: _, ...call } = options;
  const { referenceNumber } = await operation(api, { body: grant }, call);
  await waitForPermissionOperation(api, referenceNumber, options);
}
