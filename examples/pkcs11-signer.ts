// A key on a smart card or in an HSM as a signer, through PKCS#11: `pkcs11-tool` of OpenSC does the talking.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { remoteSigner, type SignatureAlgorithm, type Signer } from '@ksef/signing';

const run = promisify(execFile);

export interface Pkcs11Key {
  /** The library of the card's or HSM's maker, e.g. `/usr/lib/softhsm/libsofthsm2.so`. */
  readonly module: string;
  readonly tokenLabel: string;
  /** Of key and certificate on the token, hexadecimal. */
  readonly id: string;
  /** A secret. */
  readonly pin: string;
}

export async function pkcs11Signer({ module, tokenLabel, id, pin }: Pkcs11Key): Promise<Signer> {
  return remoteSigner({
    certificate: await tool(['--read-object', '--type', 'cert', '--id', id]),
    async sign(bytes, { algorithm, signal }) {
      // A key on a curve signs a digest, RSA hashes by itself.
      const digest =
        algorithm.name === 'ECDSA'
          ? await crypto.subtle.digest(algorithm.hash, bytes as BufferSource)
          : bytes;
      const mechanism = ['--mechanism', mechanismOf(algorithm)];
      return tool(['--sign', '--id', id, ...mechanism], new Uint8Array(digest), signal);
    },
  });

  async function tool(
    args: readonly string[],
    input?: Uint8Array,
    signal?: AbortSignal,
  ): Promise<Uint8Array> {
    const folder = await mkdtemp(join(tmpdir(), 'pkcs11-'));
    try {
      const output = join(folder, 'output');
      const files = ['--output-file', output];
      if (input !== undefined) {
        await writeFile(join(folder, 'input'), input);
        files.push('--input-file', join(folder, 'input'));
      }
      // The PIN goes by the environment: other users can read a command line.
      const login = ['--module', module, '--token-label', tokenLabel, '--login', '--pin', 'env:PKCS11_PIN'];
      const environment = { ...process.env, PKCS11_PIN: pin };
      await run('pkcs11-tool', [...login, ...args, ...files], { env: environment, signal });
      return new Uint8Array(await readFile(output));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
}

function mechanismOf({ name, hash }: SignatureAlgorithm): string {
  if (name === 'ECDSA') return 'ECDSA';
  return `${hash.replace('-', '')}-RSA-PKCS${name === 'RSA-PSS' ? '-PSS' : ''}`;
}
