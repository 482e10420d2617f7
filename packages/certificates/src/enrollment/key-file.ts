import { createPrivateKey, createPublicKey, type KeyObject, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { InvalidInputError } from '@ksef/core';

/** The private key of an enrolment, as stored in its file. */
export interface StoredKey {
  readonly pem: string;
  /** Whether this certificate belongs to the key. */
  fits(certificate: Uint8Array): boolean;
}

/**
 * Reads a key file back, so that a wrong passphrase or a lost file is noticed before the network is used.
 *
 * @throws InvalidInputError `KEY_FILE_MISSING`, `PASSPHRASE_REQUIRED`, `WRONG_PASSPHRASE`
 */
export async function readKey(file: string, passphrase: string | undefined): Promise<StoredKey> {
  let pem: string;
  try {
    pem = await readFile(file, 'utf8');
  } catch (cause) {
    throw new InvalidInputError(`The private key ${file} of the enrolment cannot be read. Restore it.`, {
      code: 'KEY_FILE_MISSING',
      input: 'stateFile',
      cause,
    });
  }
  const publicKey = spkiOf(createPublicKey(unlock(pem, passphrase)));
  return {
    pem,
    fits: (certificate) => spkiOf(new X509Certificate(certificate).publicKey).equals(publicKey),
  };
}

function unlock(pem: string, passphrase: string | undefined): KeyObject {
  const isEncrypted = pem.includes('BEGIN ENCRYPTED PRIVATE KEY');
  if (isEncrypted && !passphrase)
    throw new InvalidInputError('The private key of the enrolment is encrypted. Pass its passphrase.', {
      code: 'PASSPHRASE_REQUIRED',
      input: 'passphrase',
    });
  try {
    // The cause is omitted on purpose: OpenSSL's message about a key must not leave this function.
    return createPrivateKey({ key: pem, ...(isEncrypted && { passphrase }) });
  } catch {
    throw new InvalidInputError('Wrong passphrase for the private key, or its file is corrupted.', {
      code: 'WRONG_PASSPHRASE',
      input: 'passphrase',
    });
  }
}

function spkiOf(key: KeyObject): Buffer {
  return key.export({ type: 'spki', format: 'der' });
}
