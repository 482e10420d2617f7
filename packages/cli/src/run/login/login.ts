import { InvalidInputError } from '@ksef/core';
import type { Call } from '../../command/call.js';
import type { Run } from '../../command/command-spec.js';
import { findEnvironment } from '../../connect/find-environment.js';
import { openKsefAt } from '../../connect/open-ksef.js';
import { contextText, readContext } from '../../connect/read-context.js';
import type { Profile } from '../../profile/profile.js';
import { ProfileStore } from '../../profile/profile-store.js';
import { saveSecret } from '../../profile/secrets.js';
import { askChoice, askHidden, askText } from './ask.js';
import { methodAndSecret } from './method-and-secret.js';

/** `ksef login`: asks for what is missing, tries the login, and keeps the profile. */
export const login: Run = async (call) => {
  const environment = call.text('env') ?? (call.around.env.KSEF_ENV || (await askEnvironment(call)));
  const asked = call.text('nip') ?? (call.around.env.KSEF_NIP || (await askContext(call, environment)));
  const context = readContext(asked, environment);
  const way = await methodAndSecret(call, environment);
  const name = call.text('name') ?? `${environmentLabel(environment)}-${context.value}`;
  if (call.options.check !== false) {
    const place = {
      profile: name,
      environmentName: environment,
      environment: await findEnvironment(call, environment),
    };
    const { ksef } = await openKsefAt(call, { ...place, context, login: way, secretIn: undefined });
    await ksef.tokens.forceLogin(context, { signal: call.signal }); // a login that is kept would prove nothing
  }
  const { method, secret } = way;
  const secretIn =
    secret === undefined ? 'none' : await saveSecret(call, name, secret, () => newPassphrase(call));
  const profile: Profile = { environment, context: contextText(context), method, secretIn };
  await new ProfileStore(call.around.env).save(name, profile);
  const say = (en: string, pl: string) => call.say({ en, pl });
  await call.out.show({ name, ...profile }, [
    [say('profile', 'profil'), name],
    [say('environment', 'środowisko'), environment],
    [say('context', 'kontekst'), profile.context],
    [say('login', 'logowanie'), method.type],
    [say('secret in', 'sekret w'), secretIn],
  ]);
  return undefined;
};

function askEnvironment(call: Call): Promise<string> {
  const say = (en: string, pl: string) => call.say({ en, pl });
  return askChoice(call, { text: { en: 'Environment', pl: 'Środowisko' }, option: '--env' }, [
    { value: 'test', label: say('test: made-up data', 'test: dane fikcyjne') },
    {
      value: 'demo',
      label: say('demo: like production, without legal effect', 'demo: jak produkcja, bez skutków prawnych'),
    },
    { value: 'prd', label: say('prd: production', 'prd: produkcja') },
    { value: 'emulator', label: say('emulator: on this machine', 'emulator: na tym komputerze') },
  ]);
}

function askContext(call: Call, environment: string): Promise<string> {
  return askText(call, {
    text: { en: 'NIP of the company', pl: 'NIP firmy' },
    option: '--nip',
    placeholder: '5265877635',
    refuse(answer) {
      try {
        readContext(answer, environment);
        return undefined;
      } catch (error) {
        return error instanceof InvalidInputError ? error.message : String(error);
      }
    },
  });
}

/** Of the file of secrets: a new one is asked for twice. */
async function newPassphrase(call: Call): Promise<string> {
  const { SecretFile } = await import('../../profile/secret-file.js');
  const { secretFilePassphrase } = await import('../../profile/prompt-secret.js');
  if (call.around.env.KSEF_PASSPHRASE || (await new SecretFile(call.around.env).isUsed()))
    return secretFilePassphrase(call);
  const option = 'KSEF_PASSPHRASE';
  const ask = (text: { en: string; pl: string }) => askHidden(call, { text, option });
  const first = await ask({ en: 'New passphrase for your secrets', pl: 'Nowe hasło do sekretów' });
  const second = await ask({ en: 'The same again', pl: 'Powtórz hasło' });
  if (first === second && first !== '') return first;
  throw call.usage({ en: 'The passphrases differ, or are empty.', pl: 'Hasła się różnią albo są puste.' });
}

function environmentLabel(environment: string): string {
  return /^https?:/.test(environment) ? new URL(environment).hostname : environment;
}
