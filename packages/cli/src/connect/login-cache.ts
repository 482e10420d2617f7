import { createHash, hkdfSync, randomBytes } from 'node:crypto';
import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { TokenStore } from '@ksef/client';
import { fileTokenStore } from '@ksef/token-provider';
import type { Call } from '../command/call.js';
import { homeFolder } from '../profile/home.js';
import { openKeychain } from '../profile/keychain.js';
import type { LoginWay, Place } from './place.js';

/** Tokens of a login, for the next command. */
export interface LoginCache {
  readonly store: TokenStore;
  /** Lets the next command log in again. */
  forget(): Promise<void>;
}

// KSeF's refresh tokens end after 7 days.
const longestMs = 8 * 86_400_000;

/**
 * Keeps the login of one command for the next one, encrypted with a key derived from the secret of the login: it cannot
 * be read without that secret, and another secret finds nothing. Undefined if nothing is to be kept.
 */
export async function loginCacheOf(call: Call, place: Place): Promise<LoginCache | undefined> {
  const { env } = call.around;
  if (env.KSEF_LOGIN_CACHE === 'off' || place.login === undefined) return undefined;
  const material = await materialOf(call, place.login);
  if (material === undefined) return undefined;
  const info = `ksef-cli login cache 1 ${place.environment.apiUrl}`;
  const derived = Buffer.from(hkdfSync('sha256', material, '', info, 48));
  const folder = join(cacheFolder(env, place.profile), derived.subarray(32).toString('hex'));
  const sealingKeys = [{ id: '1', key: new Uint8Array(derived.subarray(0, 32)) }];
  await sweep(env);
  return {
    store: fileTokenStore(folder, { sealingKeys }),
    forget: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Forgets the logins of a profile, whatever its secret was. */
export async function forgetLogins(env: NodeJS.ProcessEnv, profile: string): Promise<void> {
  await rm(cacheFolder(env, profile), { recursive: true, force: true });
}

function cacheFolder(env: NodeJS.ProcessEnv, profile: string | undefined): string {
  const name =
    profile === undefined ? 'none' : createHash('sha256').update(profile).digest('hex').slice(0, 32);
  return join(homeFolder(env), 'logins', name);
}

/** What only this login has: its token, or its key with the passphrase. */
async function materialOf(call: Call, { method, secret = '' }: LoginWay): Promise<Buffer | undefined> {
  switch (method.type) {
    case 'token':
      return secret === '' ? undefined : Buffer.from(secret);
    case 'certificate':
      return withPassphrase(method.keyFile, secret);
    case 'pkcs12':
      return withPassphrase(method.file, secret);
    case 'enrollment': {
      const { readStoredCertificate } = await import('@ksef/certificates');
      // A renewed certificate has another key: the login of the old one is not found.
      const stored = await readStoredCertificate({
        stateFile: method.stateFile,
        passphrase: secret || undefined,
      });
      return withPassphrase(stored.keyFile, secret);
    }
    default:
      return keptKey(call, method.certificateFile);
  }
}

async function withPassphrase(file: string, passphrase: string): Promise<Buffer | undefined> {
  const content = await readFile(file).catch(() => undefined); // signing says what is wrong with it
  return content && Buffer.concat([createHash('sha256').update(content).digest(), Buffer.from(passphrase)]);
}

/** A key elsewhere is not known here. The keychain can keep one for the cache; without it, each command logs in. */
async function keptKey(call: Call, certificateFile: string): Promise<Buffer | undefined> {
  const keychain = await openKeychain(call.around.env);
  if (keychain === undefined) return undefined;
  const name = `login cache of ${certificateFile}`;
  const known = keychain.load(name);
  if (known !== undefined) return Buffer.from(known, 'base64');
  const made = randomBytes(32);
  keychain.save(name, made.toString('base64'));
  return made;
}

/** Removes logins that have ended, e.g. of tokens that are no longer used. */
async function sweep(env: NodeJS.ProcessEnv): Promise<void> {
  const top = join(homeFolder(env), 'logins');
  const profiles = await readdir(top).catch(() => []);
  for (const profile of profiles) {
    for (const login of await readdir(join(top, profile)).catch(() => [])) {
      const folder = join(top, profile, login);
      const { mtimeMs } = await stat(folder).catch(() => ({ mtimeMs: Date.now() }));
      if (Date.now() - mtimeMs > longestMs) await rm(folder, { recursive: true, force: true });
    }
  }
}
