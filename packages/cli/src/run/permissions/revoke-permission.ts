import { revokePermission, type Schemas } from '@ksef/api';
import type { Run } from '../../command/command-spec.js';
import { openKsef } from '../../connect/open-ksef.js';
import { waitForOperation } from './wait-for-operation.js';

/** `ksef permissions revoke`. */
export const revoke: Run = async (call) => {
  const permissionId = call.arg(0) as Schemas['PermissionId'];
  const { ksef } = await openKsef(call);
  const { referenceNumber } = await revokePermission(ksef.api, { permissionId }, { signal: call.signal });
  return waitForOperation(call, ksef, referenceNumber);
};
