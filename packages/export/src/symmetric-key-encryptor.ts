/** Encrypts an export's AES key for KSeF. `EncryptionService` of `@ksef/crypto` is one; an HSM can be another. */
export interface SymmetricKeyEncryptor {
  encryptSymmetricKey(
    key: Uint8Array,
    options?: { readonly signal?: AbortSignal | undefined },
  ): Promise<{ readonly encrypted: Uint8Array; readonly publicKeyId: string }>;
  /** KSeF does not know the key any more (21470): fetch keys anew. */
  forceRefresh(options?: { readonly signal?: AbortSignal | undefined }): Promise<void>;
}
