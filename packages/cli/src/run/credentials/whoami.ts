import { contextKey } from '@ksef/core';
import { ownPermissions } from '@ksef/management';
import type { Run } from '../../command/command-spec.js';
import { openKsef } from '../../connect/open-ksef.js';
import { contextText } from '../../connect/read-context.js';
import type { LoginMethod } from '../../profile/profile.js';

/** Who works where. */
export interface WhoAmI {
  readonly profile: string | undefined;
  readonly environment: string;
  readonly context: string;
  readonly method: LoginMethod['type'];
  readonly permissions: readonly string[];
}

/** `ksef whoami`: logs in, and says as whom. */
export const whoami: Run = async (call) => {
  const { ksef, place } = await openKsef(call);
  await ksef.login({ signal: call.signal });
  const { names: permissions } = await ownPermissions(ksef.api, place.context, {
    signal: call.signal,
  });
  const context = contextText(place.context);
  const method = place.login?.method.type ?? 'token';
  const say = (en: string, pl: string) => call.say({ en, pl });
  const { profile, environmentName: environment } = place;
  const found: WhoAmI = { profile, environment, context, method, permissions };
  await call.out.show(found, [
    [say('profile', 'profil'), profile],
    [say('environment', 'środowisko'), `${environment} (${place.environment.apiUrl})`],
    [say('context', 'kontekst'), contextKey(place.context)],
    [say('login', 'logowanie'), method],
    [say('permissions', 'uprawnienia'), permissions.join(', ')],
  ]);
  return undefined;
};
