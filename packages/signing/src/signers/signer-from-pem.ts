import { InvalidInputError } from '@ksef/core';
import type { CertificateInput } from '../certificates/read-certificates.js';
import type { Signer } from './signer.js';
import { signerFromKeyObject } from './signer-from-key-object.js';
import type { SignerOptions } from './signer-options.js';
import { wrongPassphrase } from './wrong-passphrase.js';

/** A certificate and a private key, as files hold them. */
export interface PemInput {
  /** PEM; may go on with the certificates of the issuers. */
  readonly certificate: CertificateInput;
  /** PEM: PKCS#8, PKCS#1 or SEC1, encrypted or not. A secret. */
  readonly key: string | Uint8Array;
  /** Of an encrypted key. A secret. */
  readonly passphrase?: string | undefined;
}

/**
 * A signer from PEM files; a KSeF certificate from the Ministry's application comes as two.
 *
 * @throws InvalidInputError `PASSPHRASE_REQUIRED`, `WRONG_PASSPHRASE`, `INVALID_KEY`, and what
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
export async function signerFromPem(
  { certificate, key, passphrase }: PemInput,
  options: SignerOptions = {},
): Promise<Signer> {
  const { createPrivateKey } = await import('node:crypto');
  const pem = typeof key === 'string' ? key : new TextDecoder().decode(key);
  const isEncrypted = /BEGIN ENCRYPTED PRIVATE KEY|^Proc-Type: ?4, ?ENCRYPTED/m.test(pem);
  if (!pem.includes('PRIVATE KEY-----')) {
    throw invalid('INVALID_KEY', 'The key is not PEM: text with BEGIN PRIVATE KEY or the like is needed.');
  }
  if (isEncrypted && !passphrase) {
    throw invalid('PASSPHRASE_REQUIRED', 'The private key is encrypted: give its passphrase.', 'passphrase');
  }
  let privateKey: ReturnType<typeof createPrivateKey>;
  try {
    // The cause is left out on purpose: what OpenSSL says of a key stays here.
    privateKey = createPrivateKey({ key: pem, ...(isEncrypted && { passphrase }) });
  } catch {
    throw isEncrypted
      ? wrongPassphrase('the private key, or the file is damaged', passphrase)
      : invalid('INVALID_KEY', 'The private key cannot be read: PKCS#8, PKCS#1 or SEC1 in PEM is needed.');
  }
  return signerFromKeyObject({ certificate, key: privateKey }, options);
}

function invalid(code: string, message: string, input = 'key'): InvalidInputError {
  return new InvalidInputError(message, { code, input });
}
