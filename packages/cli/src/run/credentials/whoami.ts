import { contextKey } from '@ksef/core';
import { ownPermissions } from '@ksef/management';
import type { Run } from '../../command/command-spec.js';
import { openKsef } from '../../connect/open-ksef.js';
import { contextText } from '../../connect/read-context.js';

/** `ksef whoami`: logs in, and says as whom. */
export const whoami: Run = async (call) => {
  const { ksef, place } = await openKsef(call);
  await ksef.login({ signal: call.signal });
  const { names: scopes } = await ownPermissions(ksef.api, place.context, {
    signal: call.signal,
  });
  const context = contextText(place.context);
  const method = place.login?.method.type ?? 'token';
  const say = (en: string, pl: string) => call.say({ en, pl });
  await call.out.show(
    { profile: place.profile, environment: place.environmentName, context, method, permissions: scopes },
    [
      [say('profile', 'profil'), place.profile],
      [say('environment', 'środowisko'), `${place.environmentName} (${place.environment.apiUrl})`],
      [say('context', 'kontekst'), contextKey(place.context)],
      [say('login', 'logowanie'), method],
      [say('permissions', 'uprawnienia'), scopes.join(', ')],
    ],
  );
  return undefined;
};
