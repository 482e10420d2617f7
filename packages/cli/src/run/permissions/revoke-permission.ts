import { revokeAuthorization, revokePermission } from '@ksef/management';
import type { Run } from '../../command/command-spec.js';
import { openKsef } from '../../connect/open-ksef.js';

/** `ksef permissions revoke`. */
export const revoke: Run = async (call) => {
  const id = call.arg(0);
  const { ksef } = await openKsef(call);
  const run = call.flag('authorization') ? revokeAuthorization : revokePermission;
  await run(ksef.api, id, { signal: call.signal });
  await call.out.show({ id, isRevoked: true }, [[call.say({ en: 'revoked', pl: 'odebrano' }), id]]);
  return undefined;
};
