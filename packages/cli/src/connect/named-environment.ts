import type { KsefEnvironment } from '@ksef/core';
import type { Call } from '../command/call.js';
import { ProfileStore } from '../profile/profile-store.js';
import { findEnvironment } from './find-environment.js';

/** The name of this call's environment, from an option, a variable or the profile; undefined if none names it. */
export async function environmentNameOf(call: Call): Promise<string | undefined> {
  const { env } = call.around;
  const { current, profiles } = await new ProfileStore(env).read();
  const profile = profiles[call.text('profile') ?? (env.KSEF_PROFILE || current) ?? ''];
  return call.text('env') ?? (env.KSEF_ENV || profile?.environment);
}

/** The environment of this call, for commands that do not log in. */
export async function namedEnvironment(
  call: Call,
): Promise<{ readonly environmentName: string; readonly environment: KsefEnvironment }> {
  const environmentName = await environmentNameOf(call);
  if (environmentName === undefined)
    throw call.usage({
      en: 'Which environment? Give --env: test, prd or emulator.',
      pl: 'Które środowisko? Podaj --env: test, prd albo emulator.',
    });
  return { environmentName, environment: await findEnvironment(call, environmentName) };
}
