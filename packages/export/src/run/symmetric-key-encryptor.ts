/**
 * Encrypts an export's AES key for KSeF. Implemented by `EncryptionService` of `@ksef/crypto`; an HSM can be another.
 */
export interface SymmetricKeyEncryptor {
  /**
   * Encrypts an AES key with KSeF's public key of usage `SymmetricKeyEncryption`: RSA-OAEP with SHA-256 and
   * MGF1-SHA-256.
   */
  encryptSymmetricKey(
    key: Uint8Array,
    options?: { readonly signal?: AbortSignal | undefined },
  ): Promise<{ readonly encrypted: Uint8Array; readonly publicKeyId: string }>;
  /** KSeF no longer knows the key (21470): fetch the keys again. */
  forceRefresh(options?: { readonly signal?: AbortSignal | undefined }): Promise<void>;
}
