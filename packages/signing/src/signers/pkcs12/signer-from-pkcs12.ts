import type { KeyObject } from 'node:crypto';
import { InvalidInputError } from '@ksef/core';
import { anything, checkOptions, quoted, shortened, text } from '@ksef/core/internal';
import { isSameKey } from '../same-key.js';
import type { Signer } from '../signer.js';
import { signerFromKeyObject } from '../signer-from-key-object.js';
import { type SignerOptions, signerOptionChecks } from '../signer-options.js';
import { invalidPkcs12, openPkcs12 } from './open-pkcs12.js';
import type { SafeBags } from './read-bags.js';

/** A PKCS#12 file (`.p12`, `.pfx`) and its passphrase. */
export interface Pkcs12Input {
  /** The bytes of the file. */
  readonly pkcs12: Uint8Array;
  /** Default: no passphrase, which is rare. A secret. */
  readonly passphrase?: string | undefined;
  /** Which of several keys signs: its name in the file (alias). */
  readonly friendlyName?: string | undefined;
  /** Which of several keys signs: SHA-256 of its certificate, 64 hexadecimal digits, optionally separated by colons. */
  readonly fingerprint?: string | undefined;
}

/**
 * A signer from a PKCS#12 file, in the current format (PBES2 with AES, PBMAC1) or the old one (3DES, RC2).
 *
 * Of several certificates, the one that belongs to the key signs, and the others become its chain. Of several keys,
 * `friendlyName` or `fingerprint` selects one. Deriving the key does not block the event loop, and takes at most 10 000
 * 000 rounds.
 *
 * @throws InvalidInputError `INVALID_PKCS12`, `PASSPHRASE_REQUIRED`, `WRONG_PASSPHRASE`, `UNSUPPORTED_ENCRYPTION`,
 * `AMBIGUOUS_KEY`, `INVALID_OPTION`, and what {@link signerFromKeyObject} throws
 * @example
 * ```ts
 * import { readFile } from 'node:fs/promises';
 * import { signerFromPkcs12 } from '@ksef/signing';
 *
 * const signer = await signerFromPkcs12({
 *   pkcs12: await readFile('seal.p12'),
 *   passphrase: process.env.P12_PASSPHRASE,
 * });
 * ```
 */
export async function signerFromPkcs12(input: Pkcs12Input, options: SignerOptions = {}): Promise<Signer> {
  checkOptions<Pkcs12Input>(input, {
    pkcs12: anything,
    passphrase: text,
    friendlyName: text,
    fingerprint: text,
  });
  checkOptions<SignerOptions>(options, signerOptionChecks);
  options.signal?.throwIfAborted();
  const { keys, certificates } = await openPkcs12(input.pkcs12, input.passphrase, options.signal);
  if (keys.length === 0) throw invalidPkcs12('The PKCS#12 file has no private key in it.');
  if (certificates.length === 0) throw invalidPkcs12('The PKCS#12 file has no certificate in it.');
  const key = choose(await describeKeys({ keys, certificates }), input);
  return signerFromKeyObject({ certificate: certificates, key }, options);
}

interface DescribedKey {
  readonly key: KeyObject;
  readonly friendlyName: string | undefined;
  /** Fingerprint of its certificate: SHA-256, upper-case hexadecimal; undefined if the file has none for it. */
  readonly fingerprint: string | undefined;
}

async function describeKeys({ keys, certificates }: SafeBags): Promise<DescribedKey[]> {
  const { createPrivateKey, createPublicKey, X509Certificate } = await import('node:crypto');
  const read = certificates.flatMap((der) => {
    try {
      const { publicKey, fingerprint256 } = new X509Certificate(der);
      return [{ publicKey, fingerprint: plain(fingerprint256) }];
    } catch {
      return [];
    }
  });
  return keys.map(({ pkcs8, friendlyName }) => {
    let key: KeyObject;
    try {
      // The cause is omitted on purpose: OpenSSL's message about a key must not leave this function.
      key = createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' });
    } catch {
      throw invalidPkcs12('A private key in the PKCS#12 file cannot be read.');
    }
    const own = createPublicKey(key);
    const fitting = read.find(({ publicKey }) => isSameKey(publicKey, own));
    return { key, friendlyName, fingerprint: fitting?.fingerprint };
  });
}

function choose(keys: readonly DescribedKey[], { friendlyName, fingerprint }: Pkcs12Input): KeyObject {
  const fitting = keys.filter(
    (one) =>
      (friendlyName === undefined || one.friendlyName === friendlyName) &&
      (fingerprint === undefined || one.fingerprint === plain(fingerprint)),
  );
  const [first, ...others] = fitting;
  if (first !== undefined && others.length === 0) return first.key;
  const list = keys
    .map((one) => `friendlyName ${quoted(one.friendlyName)}, fingerprint ${one.fingerprint ?? 'none'}`)
    .join('; ');
  const what = first === undefined ? 'no such key' : `${fitting.length} keys that could be meant`;
  throw new InvalidInputError(
    `The PKCS#12 file has ${what}. Choose one by friendlyName or fingerprint: ${shortened(list, 1_000)}.`,
    { code: 'AMBIGUOUS_KEY', input: 'pkcs12' },
  );
}

function plain(fingerprint: string): string {
  return fingerprint.replaceAll(':', '').toUpperCase();
}
