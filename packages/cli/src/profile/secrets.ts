import type { Call } from '../command/call.js';
import { openKeychain } from './keychain.js';
import type { Profile } from './profile.js';
import { secretFilePassphrase } from './prompt-secret.js';
import { SecretFile } from './secret-file.js';

/** Stores a secret of a profile, and returns where. */
export async function saveSecret(
  call: Call,
  name: string,
  secret: string,
  passphrase: () => Promise<string>,
): Promise<'keychain' | 'file'> {
  const keychain = await openKeychain(call.around.env);
  if (keychain !== undefined) {
    keychain.save(name, secret);
    return 'keychain';
  }
  await new SecretFile(call.around.env).save(name, secret, await passphrase());
  return 'file';
}

/** The secret of a profile; undefined when it has none. */
export async function loadSecret(call: Call, name: string, profile: Profile): Promise<string | undefined> {
  switch (profile.secretIn) {
    case 'keychain':
      return (await openKeychain(call.around.env))?.load(name);
    case 'file':
      return new SecretFile(call.around.env).load(name, () => secretFilePassphrase(call));
    default:
      return undefined;
  }
}

/** Forgets the secret of a profile. */
export async function removeSecret(call: Call, name: string, profile: Profile): Promise<void> {
  if (profile.secretIn === 'keychain') (await openKeychain(call.around.env))?.remove(name);
  if (profile.secretIn === 'file') await new SecretFile(call.around.env).remove(name);
}
