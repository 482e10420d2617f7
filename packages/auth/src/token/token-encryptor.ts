import type { AuthOptions } from '../login/login-types.js';

/** Encrypts KSeF tokens with KSeF's public key; `EncryptionService` of `@ksef/crypto` is one. */
export interface TokenEncryptor {
  /** Encrypts `token|timestampMs`; `publicKeyId` names the key used. */
  encryptToken(
    plaintext: { readonly token: string; readonly timestampMs: number },
    options?: AuthOptions,
  ): Promise<{ readonly encrypted: Uint8Array; readonly publicKeyId: string }>;
  /** KSeF no longer knows the key: fetch the keys again. */
  forceRefresh(options?: AuthOptions): Promise<void>;
}
