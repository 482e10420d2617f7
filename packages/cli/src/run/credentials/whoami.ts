import { contextKey } from '@ksef/core';
import type { Run } from '../../command/command-spec.js';
import { openKsef } from '../../connect/open-ksef.js';
import { contextText } from '../../connect/read-context.js';
import { type ListedPermission, permissionsOf } from '../permissions/list-permissions.js';

/** `ksef whoami`: logs in, and says as whom. */
export const whoami: Run = async (call) => {
  const { ksef, place } = await openKsef(call);
  await ksef.login({ signal: call.signal });
  const permissions: ListedPermission[] = [];
  for await (const permission of permissionsOf(ksef, 'mine', call.signal)) permissions.push(permission);
  const scopes = [...new Set(permissions.map(({ permissionScope }) => permissionScope))];
  const context = place.context === undefined ? undefined : contextText(place.context);
  const method = place.login?.method.type ?? 'token';
  const say = (en: string, pl: string) => call.say({ en, pl });
  await call.out.show(
    { profile: place.profile, environment: place.environmentName, context, method, permissions: scopes },
    [
      [say('profile', 'profil'), place.profile],
      [say('environment', 'środowisko'), `${place.environmentName} (${place.environment.apiUrl})`],
      [say('context', 'kontekst'), place.context === undefined ? '' : contextKey(place.context)],
      [say('login', 'logowanie'), method],
      [say('permissions', 'uprawnienia'), scopes.join(', ')],
    ],
  );
  return undefined;
};
