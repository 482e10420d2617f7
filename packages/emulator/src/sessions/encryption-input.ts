import type { Kernel } from '../kernel.js';
import { bytesOf, objectOf, stringOf } from './input.js';

/** The key and IV of `encryption`; the key is null when it cannot be decrypted, which shows later as status 415. */
export function readEncryption(
  kernel: Kernel,
  value: unknown,
): { readonly key: string | null; readonly initializationVector: string } {
  const encryption = objectOf('encryption', value);
  const encryptedKey = bytesOf('encryption.encryptedSymmetricKey', encryption.encryptedSymmetricKey);
  const iv = bytesOf('encryption.initializationVector', encryption.initializationVector, 16);
  const publicKeyId = encryption.publicKeyId ?? null;
  if (publicKeyId !== null) stringOf('encryption.publicKeyId', publicKeyId);
  const key = kernel.decryptSymmetricKey(encryptedKey, publicKeyId as string | null);
  return {
    key: key?.length === 32 ? Buffer.from(key).toString('base64') : null,
    initializationVector: Buffer.from(iv).toString('base64'),
  };
}
