import type { CallOptions, Schemas } from '@ksef/api';
import { encodeBase64, KsefApiError } from '@ksef/core';
import type { SessionKey } from './session-key.js';
import type { SymmetricKeyEncryptor } from './symmetric-key-encryptor.js';

const keyUnknown = 21470;

/**
 * Opens a session with a key encrypted for KSeF. When KSeF does not know its public key any more (21470), keys are
 * fetched anew and it is tried once more: only the key is encrypted again.
 */
export async function openWithKey<T>(
  key: SessionKey,
  encryptor: SymmetricKeyEncryptor,
  options: CallOptions,
  open: (encryption: Schemas['EncryptionInfo']) => Promise<T>,
): Promise<T> {
  const attempt = async () => {
    const { encrypted, publicKeyId } = await key.withRaw((raw) =>
      encryptor.encryptSymmetricKey(raw, options),
    );
    return open({
      encryptedSymmetricKey: encodeBase64(encrypted),
      initializationVector: encodeBase64(key.iv),
      publicKeyId,
    });
  };
  try {
    return await attempt();
  } catch (error) {
    if (!(error instanceof KsefApiError && error.hasCode(keyUnknown))) throw error;
    await encryptor.forceRefresh(options);
    return attempt();
  }
}
