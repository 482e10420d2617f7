import type { Call } from '../command/call.js';
import { CliError, exitCodes } from '../output/cli-error.js';
import type { Profile } from '../profile/profile.js';
import { ProfileStore } from '../profile/profile-store.js';
import { loadSecret } from '../profile/secrets.js';
import { isEnrollment } from './credentials-of.js';
import { findEnvironment } from './find-environment.js';
import type { LoginWay, Place } from './place.js';
import { readContext } from './read-context.js';

/**
 * Where this call works: options first, then variables of the environment, then the profile. An environment without a
 * profile needs the context and the credentials from options or variables, except the emulator.
 */
export async function findPlace(call: Call): Promise<Place> {
  const { env } = call.around;
  const named = call.text('profile') ?? (env.KSEF_PROFILE || undefined);
  const wantedEnvironment = call.text('env') ?? (env.KSEF_ENV || undefined);
  const own = await findProfile(call, named, wantedEnvironment);
  const environmentName = wantedEnvironment ?? own?.profile.environment ?? '';
  if (environmentName === '') throw noPlace(call);
  const contextText = call.text('nip') ?? (env.KSEF_NIP || undefined) ?? own?.profile.context;
  const context = contextText === undefined ? undefined : readContext(contextText, environmentName);
  const given = loginGiven(call);
  const environment = await findEnvironment(call, environmentName);
  const login = given?.login ?? (own === undefined ? undefined : await loginOf(call, own));
  return {
    profile: own?.name,
    environmentName,
    environment,
    context,
    login,
    secretIn: given?.from ?? own?.profile.secretIn,
  };
}

interface NamedProfile {
  readonly name: string;
  readonly profile: Profile;
}

/** A current profile of another environment than the one requested is ignored; one that was named is an error. */
async function findProfile(
  call: Call,
  named: string | undefined,
  environment: string | undefined,
): Promise<NamedProfile | undefined> {
  const { current, profiles } = await new ProfileStore(call.around.env).read();
  const name = named ?? current;
  const profile = name === undefined || !Object.hasOwn(profiles, name) ? undefined : profiles[name];
  if (profile === undefined || name === undefined) {
    if (named === undefined) return undefined;
    throw call.usage({
      en: `Unknown profile "${named}". "ksef profiles" lists yours, "ksef login" makes one.`,
      pl: `Nieznany profil „${named}”. „ksef profiles” pokazuje profile, „ksef login” tworzy nowy.`,
    });
  }
  if (environment === undefined || profile.environment === environment) return { name, profile };
  if (named === undefined) return undefined;
  throw call.usage({
    en: `Profile "${name}" is of ${profile.environment}, not ${environment}. Leave out --profile or --env.`,
    pl: `Profil „${name}” należy do środowiska ${profile.environment}, nie ${environment}. Pomiń --profile albo --env.`,
  });
}

/** What logs in by options and variables alone. */
function loginGiven(
  call: Call,
): { readonly login: LoginWay; readonly from: 'argument' | 'environment' } | undefined {
  const { env } = call.around;
  const token = call.text('token');
  if (token !== undefined) {
    call.out.warn(
      call.say({
        en: 'Warning: a secret given as an argument stays in the history of your shell and shows in the list of processes. Use KSEF_TOKEN or "ksef login".',
        pl: 'Uwaga: sekret podany jako argument zostaje w historii powłoki i jest widoczny na liście procesów. Użyj KSEF_TOKEN albo „ksef login”.',
      }),
    );
    return { login: { method: { type: 'token' }, secret: token }, from: 'argument' };
  }
  const secret = env.KSEF_KEY_PASSPHRASE || undefined;
  const from = 'environment';
  if (env.KSEF_TOKEN) return { login: { method: { type: 'token' }, secret: env.KSEF_TOKEN }, from };
  if (env.KSEF_PKCS12) return { login: { method: { type: 'pkcs12', file: env.KSEF_PKCS12 }, secret }, from };
  if (!env.KSEF_CERTIFICATE) return undefined;
  const certificateFile = env.KSEF_CERTIFICATE;
  if (env.KSEF_SIGN_COMMAND)
    return {
      login: { method: { type: 'command', certificateFile, command: env.KSEF_SIGN_COMMAND }, secret },
      from,
    };
  if (isEnrollment(certificateFile))
    return { login: { method: { type: 'enrollment', stateFile: certificateFile }, secret }, from };
  const keyFile = env.KSEF_KEY || certificateFile;
  return { login: { method: { type: 'certificate', certificateFile, keyFile }, secret }, from };
}

async function loginOf(call: Call, { name, profile }: NamedProfile): Promise<LoginWay> {
  return { method: profile.method, secret: await loadSecret(call, name, profile) };
}

function noPlace(call: Call): CliError {
  return new CliError(
    call.say({
      en: 'No profile yet. Run "ksef login", or try the command with --env emulator.',
      pl: 'Nie ma jeszcze profilu. Uruchom „ksef login” albo wypróbuj polecenie z --env emulator.',
    }),
    { code: 'NO_PROFILE', exitCode: exitCodes.usage },
  );
}
