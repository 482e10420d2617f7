import { InvalidInputError } from '@ksef/core';
import { anything, checkOptions, isBytes, text } from '@ksef/core/internal';
import type { CertificateInput } from '../certificates/read-certificates.js';
import { readPrivateKey } from './read-private-key.js';
import type { Signer } from './signer.js';
import { signerFromKeyObject } from './signer-from-key-object.js';
import type { SignerOptions } from './signer-options.js';

/** A certificate and a private key as stored in files. */
export interface PemInput {
  /** PEM; may also contain the certificates of the issuers, in any order. */
  readonly certificate: CertificateInput;
  /** PEM: PKCS#8, PKCS#1 or SEC1, encrypted or not. A secret. */
  readonly key: string | Uint8Array;
  /** Passphrase of an encrypted key. A secret. */
  readonly passphrase?: string | undefined;
}

/**
 * A signer from PEM files. A KSeF certificate from the Ministry's application consists of two. PEM from an environment
 * variable works too: in one line, or with `\n` as two characters.
 *
 * @throws InvalidInputError `PASSPHRASE_REQUIRED`, `WRONG_PASSPHRASE`, `UNSUPPORTED_ENCRYPTION`, `INVALID_KEY`,
 * `INVALID_OPTION`, and what
 * {@link signerFromKeyObject} throws
 * @example
 * ```ts
 * import { readFile } from 'node:fs/promises';
 * import { signerFromPem } from '@ksef/signing';
 *
 * const signer = await signerFromPem({
 *   certificate: await readFile('certificate.pem'),
 *   key: await readFile('key.pem'),
 *   passphrase: process.env.KEY_PASSPHRASE,
 * });
 * ```
 */
export async function signerFromPem(input: PemInput, options: SignerOptions = {}): Promise<Signer> {
  checkOptions<PemInput>(input, { certificate: anything, key: anything, passphrase: text });
  const { certificate, key, passphrase } = input;
  if (typeof key !== 'string' && !isBytes(key)) {
    throw new InvalidInputError(
      'The key is missing. Give the private key in PEM (text, or the bytes of its file).',
      {
        code: 'INVALID_KEY',
        input: 'key',
      },
    );
  }
  const pem = typeof key === 'string' ? key : new TextDecoder().decode(key);
  return signerFromKeyObject({ certificate, key: await readPrivateKey(pem, passphrase) }, options);
}
