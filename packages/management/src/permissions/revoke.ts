import { type Api, revokeAuthorization as authorization, revokePermission as permission } from '@ksef/api';
import { InvalidInputError } from '@ksef/core';
import { quoted } from '@ksef/core/internal';
import { checkWaitOptions, type WaitOptions } from '../call/index.js';
import { waitForPermissionOperation } from './wait-for-operation.js';

/**
 * Revokes a permission by the `id` of a list, and waits until that is done. For ids of {@link listAuthorizations} use
 * {@link revokeAuthorization}. Access tokens that were issued before keep the permission until they expire.
 *
 * @throws InvalidInputError `INVALID_OPTION`, `INVALID_PERMISSION_ID`
 * @throws KsefStatusError `PERMISSION_OPERATION_FAILED`, `WAIT_TIMEOUT` (see {@link waitForPermissionOperation})
 * @throws KsefApiError when KSeF rejects it
 * @example
 * ```ts
 * import type { Api } from '@ksef/api';
 * import { listPersonPermissions, revokePermission } from '@ksef/management';
 *
 * async function revokeAll(api: Api, pesel: string): Promise<void> {
 *   const authorizedIdentifier = { type: 'Pesel', value: pesel };
 *   for await (const { id } of listPersonPermissions(api, { authorizedIdentifier })) await revokePermission(api, id);
 * }
 * ```
 */
export async function revokePermission(
  api: Api,
  permissionId: string,
  options: WaitOptions = {},
): Promise<void> {
  await carryOut(api, permission, permissionId, options);
}

/**
 * Revokes an authorization by the `id` of {@link listAuthorizations}, and waits until that is done.
 *
 * @throws InvalidInputError `INVALID_OPTION`, `INVALID_PERMISSION_ID`
 * @throws KsefStatusError `PERMISSION_OPERATION_FAILED`, `WAIT_TIMEOUT` (see {@link waitForPermissionOperation})
 * @throws KsefApiError when KSeF rejects it
 */
export async function revokeAuthorization(
  api: Api,
  permissionId: string,
  options: WaitOptions = {},
): Promise<void> {
  await carryOut(api, authorization, permissionId, options);
}

async function carryOut(
  api: Api,
  operation: typeof permission | typeof authorization,
  permissionId: string,
  options: WaitOptions,
): Promise<void> {
  checkWaitOptions(options);
  if (typeof permissionId !== 'string' || permissionId.length !== 36) {
    throw new InvalidInputError(
      `Invalid id of a permission ${quoted(permissionId)}. Pass the id (36 characters) that a list of permissions gives.`,
      { code: 'INVALID_PERMISSION_ID', input: 'permissionId' },
    );
  }
  const { waitTimeoutMs: _, ...call } = options;
  const { referenceNumber } = await operation(api, { permissionId }, call);
  await waitForPermissionOperation(api, referenceNumber, options);
}
