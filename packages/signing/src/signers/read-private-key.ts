import type { KeyObject } from 'node:crypto';
import { InvalidInputError } from '@ksef/core';
import { type PemBlock, readPem } from '../certificates/read-pem.js';
import { wrongPassphrase } from './wrong-passphrase.js';

const kinds: Readonly<Record<string, 'pkcs8' | 'pkcs1' | 'sec1'>> = {
  'PRIVATE KEY': 'pkcs8',
  'ENCRYPTED PRIVATE KEY': 'pkcs8',
  'RSA PRIVATE KEY': 'pkcs1',
  'EC PRIVATE KEY': 'sec1',
};

/**
 * The private key of a PEM text: PKCS#8, PKCS#1 or SEC1, encrypted or not.
 *
 * @throws InvalidInputError `INVALID_KEY`, `PASSPHRASE_REQUIRED`, `WRONG_PASSPHRASE`, `UNSUPPORTED_ENCRYPTION`
 */
export async function readPrivateKey(pem: string, passphrase: string | undefined): Promise<KeyObject> {
  const block = readPem(pem).find(({ label }) => label.endsWith('PRIVATE KEY'));
  if (block === undefined) {
    throw invalid(
      'INVALID_KEY',
      'The key is not PEM. Give the whole text, from -----BEGIN PRIVATE KEY----- (or RSA, EC, ENCRYPTED) to -----END.',
    );
  }
  if (!Object.hasOwn(kinds, block.label)) {
    throw invalid(
      'INVALID_KEY',
      'The private key is of another format. Convert it to PKCS#8 in PEM (-----BEGIN PRIVATE KEY-----).',
    );
  }
  const isEncrypted = block.label.startsWith('ENCRYPTED') || block.encryption !== undefined;
  if (isEncrypted && !passphrase)
    throw invalid('PASSPHRASE_REQUIRED', 'The private key is encrypted. Give its passphrase.', 'passphrase');
  const { createPrivateKey } = await import('node:crypto');
  try {
    // The cause is omitted on purpose: OpenSSL's message about a key must not leave this function.
    return createPrivateKey({ ...keyInput(block), ...(isEncrypted && { passphrase }) });
  } catch (error) {
    if (!isEncrypted)
      throw invalid('INVALID_KEY', 'The private key cannot be read. Give PKCS#8, PKCS#1 or SEC1 in PEM.');
    if ((error as NodeJS.ErrnoException).code === 'ERR_OSSL_EVP_UNSUPPORTED') throw unsupportedEncryption();
    throw wrongPassphrase('the private key, or the file is damaged', passphrase);
  }
}

function keyInput({ label, der, encryption }: PemBlock) {
  const type = kinds[label] as 'pkcs8';
  const key = Buffer.from(der ?? []);
  if (encryption === undefined) return { key, format: 'der', type } as const;
  // OpenSSL's own encryption of PEM exists as text only, and only in lines.
  const lines = key.toString('base64').replace(/.{64}/g, '$&\n').trimEnd();
  const headers = `Proc-Type: 4,ENCRYPTED\nDEK-Info: ${encryption.cipher},${encryption.iv}`;
  return { key: `-----BEGIN ${label}-----\n${headers}\n\n${lines}\n-----END ${label}-----\n` };
}

function unsupportedEncryption(): InvalidInputError {
  return invalid(
    'UNSUPPORTED_ENCRYPTION',
    'The private key is encrypted in an outdated way (DES, RC2 or MD5) that this system does not support. Convert it: openssl pkcs8 -topk8 -v2 aes-256-cbc -provider legacy -provider default -in old.pem -out new.pem',
  );
}

function invalid(code: string, message: string, input = 'key'): InvalidInputError {
  return new InvalidInputError(message, { code, input });
}
