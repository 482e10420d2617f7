import { InvalidInputError } from '@ksef/core';
import { checkOptions, text } from '@ksef/core/internal';
import type { WebCryptoKey } from '../signers/web-crypto-key.js';

/**
 * A private key as PEM (PKCS#8), to be stored in a file of mode 0600. It is encrypted (PBES2, AES-256) if a passphrase
 * is given.
 *
 * @throws InvalidInputError `INVALID_KEY` when the key may not be exported, `PASSPHRASE_REQUIRED` when it is empty
 * @example
 * ```ts
 * import { makeKeyPair, privateKeyPem } from '@ksef/signing';
 *
 * const { privateKey } = await makeKeyPair('P-256');
 * const pem = await privateKeyPem(privateKey, { passphrase: process.env.KEY_PASSPHRASE });
 * ```
 */
export async function privateKeyPem(
  key: WebCryptoKey,
  options: { readonly passphrase?: string | undefined } = {},
): Promise<string> {
  checkOptions<typeof options>(options, { passphrase: text });
  const { passphrase } = options;
  if (passphrase === '') {
    throw new InvalidInputError(
      'The passphrase is empty: give one, or leave it out to keep the key in clear.',
      {
        code: 'PASSPHRASE_REQUIRED',
        input: 'passphrase',
      },
    );
  }
  if (key?.type !== 'private' || !key.extractable) {
    throw new InvalidInputError('A private key that may be exported is needed.', {
      code: 'INVALID_KEY',
      input: 'key',
    });
  }
  const { KeyObject } = await import('node:crypto');
  return KeyObject.from(key).export({
    type: 'pkcs8',
    format: 'pem',
    ...(passphrase !== undefined && { cipher: 'aes-256-cbc', passphrase }),
  }) as string;
}
