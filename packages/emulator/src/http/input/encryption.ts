import type { Kernel } from '../../kernel/index.js';
import { checkKeyId } from '../check-key-id.js';
/** `encryption` as it was sent. */
export interface SentEncryption {
  readonly encryptedKey: Uint8Array;
  readonly initializationVector: Uint8Array;
  readonly publicKeyId: string | null;
}

/** `encryption` as the contract has it. */
export interface EncryptionInfo {
  readonly encryptedSymmetricKey: string;
  readonly initializationVector: string;
  readonly publicKeyId?: string | null;
}

/** Reads `encryption`. */
export function readEncryption(given: EncryptionInfo): SentEncryption {
  return {
    encryptedKey: Buffer.from(given.encryptedSymmetricKey, 'base64'),
    initializationVector: Buffer.from(given.initializationVector, 'base64'),
    publicKeyId: given.publicKeyId ?? null,
  };
}

/**
 * Key and IV as they are kept; the key is null when it cannot be decrypted, which shows later as status 415.
 *
 * @throws Problem 21470
 */
export function decryptKey(
  kernel: Kernel,
  { encryptedKey, initializationVector, publicKeyId }: SentEncryption,
): { readonly key: string | null; readonly initializationVector: string } {
  checkKeyId(kernel, publicKeyId, 'SymmetricKeyEncryption');
  const key = kernel.keys.ring.decrypt(encryptedKey, 'SymmetricKeyEncryption', publicKeyId);
  return {
    key: key?.length === 32 ? Buffer.from(key).toString('base64') : null,
    initializationVector: Buffer.from(initializationVector).toString('base64'),
  };
}
