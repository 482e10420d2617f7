import type { Call } from '../../command/call.js';
import type { Run } from '../../command/command-spec.js';
import { forgetLogins } from '../../connect/login-cache.js';
import { CliError, exitCodes } from '../../output/cli-error.js';
import type { Profile } from '../../profile/profile.js';
import { ProfileStore } from '../../profile/profile-store.js';
import { removeSecret } from '../../profile/secrets.js';

/** A profile by its name. */
export interface ListedProfile extends Profile {
  readonly name: string;
  readonly isCurrent: boolean;
}

/** `ksef profiles`. */
export const profiles: Run = async (call) => {
  const { current, profiles: all } = await new ProfileStore(call.around.env).read();
  const rows = Object.entries(all).map(
    ([name, profile]): ListedProfile => ({ name, isCurrent: name === current, ...profile }),
  );
  const say = (en: string, pl: string) => call.say({ en, pl });
  await call.out.list<ListedProfile>(
    [
      { title: '', value: ({ isCurrent }) => (isCurrent ? '*' : '') },
      { title: say('name', 'nazwa'), value: ({ name }) => name },
      { title: say('environment', 'środowisko'), value: ({ environment }) => environment },
      { title: say('context', 'kontekst'), value: ({ context }) => context },
      { title: say('method', 'sposób'), value: ({ method }) => method.type },
      { title: say('secret in', 'sekret w'), value: ({ secretIn }) => secretIn },
    ],
    rows,
    { empty: say('No profiles. "ksef login" makes one.', 'Brak profili. „ksef login” tworzy profil.') },
  );
  return undefined;
};

/** `ksef use`. */
export const use: Run = async (call) => {
  const { name } = await named(call, call.arg(0));
  await new ProfileStore(call.around.env).use(name);
  await call.out.show({ current: name }, [[call.say({ en: 'current', pl: 'bieżący' }), name]]);
  return undefined;
};

/** `ksef logout`. */
export const logout: Run = async (call) => {
  const { name, profile } = await named(call, call.args[0] ?? call.text('profile'));
  await removeSecret(call, name, profile);
  await forgetLogins(call.around.env, name);
  await new ProfileStore(call.around.env).remove(name);
  await call.out.show({ removed: name }, [[call.say({ en: 'removed', pl: 'usunięto' }), name]]);
  return undefined;
};

async function named(call: Call, wanted: string | undefined): Promise<{ name: string; profile: Profile }> {
  const { current, profiles: all } = await new ProfileStore(call.around.env).read();
  const name = wanted ?? current;
  if (name !== undefined && Object.hasOwn(all, name)) return { name, profile: all[name] as Profile };
  throw new CliError(
    call.say({
      en:
        name === undefined
          ? 'There is no profile.'
          : `Unknown profile "${name}". "ksef profiles" lists yours.`,
      pl:
        name === undefined
          ? 'Nie ma profilu.'
          : `Nieznany profil „${name}”. „ksef profiles” pokazuje profile.`,
    }),
    { code: 'UNKNOWN_PROFILE', exitCode: exitCodes.usage },
  );
}
