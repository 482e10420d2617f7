import type { AuthOptions } from '../login/login-types.js';

/** Encrypts KSeF tokens with KSeF's public key; implemented by `EncryptionService` of `@ksef/crypto`. */
export interface TokenEncryptor {
  /** Encrypts `token|timestampMs`; `publicKeyId` identifies the key used. */
  encryptToken(
    plaintext: { readonly token: string; readonly timestampMs: number },
    options?: AuthOptions,
  ): Promise<{ readonly encrypted: Uint8Array; readonly publicKeyId: string }>;
  /** KSeF no longer knows the key: fetch the keys again. */
  forceRefresh(options?: AuthOptions): Promise<void>;
}
