import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CliError, exitCodes } from '../output/cli-error.js';
import { homeFolder } from './home.js';
import { writePrivateFile } from './private-file.js';

/** A secret, sealed with a key that scrypt makes of the user's passphrase. */
interface SealedSecret {
  readonly salt: string;
  readonly iv: string;
  readonly tag: string;
  readonly data: string;
}

// OWASP's recommendation for scrypt: N=2^17, r=8, p=1, which takes 128 MiB.
const cost = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 1024 * 1024 };

/** Secrets in a file of mode 0600, encrypted with a passphrase: for machines without a keychain. */
export class SecretFile {
  readonly #file: string;

  constructor(env: NodeJS.ProcessEnv) {
    this.#file = join(homeFolder(env), 'secrets.json');
  }

  /** Whether there are secrets, and so a passphrase that was chosen. */
  async isUsed(): Promise<boolean> {
    return Object.keys(await this.#read()).length > 0;
  }

  async save(name: string, secret: string, passphrase: string): Promise<void> {
    const secrets = await this.#read();
    const salt = randomBytes(16);
    const iv = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', await keyOf(passphrase, salt), iv);
    cipher.setAAD(Buffer.from(name));
    const data = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
    const sealed = { salt, iv, tag: cipher.getAuthTag(), data };
    const texts = Object.fromEntries(
      Object.entries(sealed).map(([key, bytes]) => [key, bytes.toString('base64')]),
    );
    await this.#write({ ...secrets, [name]: texts as unknown as SealedSecret });
  }

  /** Undefined if no secret has this name. */
  async load(name: string, passphrase: () => Promise<string>): Promise<string | undefined> {
    const sealed = (await this.#read())[name];
    if (sealed === undefined) return undefined;
    const bytes = (text: string) => Buffer.from(text, 'base64');
    const key = await keyOf(await passphrase(), bytes(sealed.salt));
    try {
      const decipher = createDecipheriv('aes-256-gcm', key, bytes(sealed.iv));
      decipher.setAAD(Buffer.from(name));
      decipher.setAuthTag(bytes(sealed.tag));
      return Buffer.concat([decipher.update(bytes(sealed.data)), decipher.final()]).toString('utf8');
    } catch {
      throw new CliError(
        'Wrong passphrase, or the file of secrets is corrupt. Try again, or run "ksef login".',
        {
          code: 'WRONG_PASSPHRASE',
          exitCode: exitCodes.login,
        },
      );
    }
  }

  async remove(name: string): Promise<void> {
    const secrets = await this.#read();
    if (!Object.hasOwn(secrets, name)) return;
    await this.#write(Object.fromEntries(Object.entries(secrets).filter(([other]) => other !== name)));
  }

  async #read(): Promise<Readonly<Record<string, SealedSecret>>> {
    try {
      return JSON.parse(await readFile(this.#file, 'utf8')) as Record<string, SealedSecret>;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
      throw new CliError(`Could not read ${this.#file}. Move it away and run "ksef login" again.`, {
        code: 'INVALID_SECRETS',
        exitCode: exitCodes.login,
      });
    }
  }

  #write(secrets: Readonly<Record<string, SealedSecret>>): Promise<void> {
    return writePrivateFile(this.#file, `${JSON.stringify(secrets, null, 2)}\n`);
  }
}

function keyOf(passphrase: string, salt: Uint8Array): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(passphrase.normalize('NFC'), salt, 32, cost, (error, key) => {
      if (error === null) resolve(key);
      else reject(error);
    });
  });
}
