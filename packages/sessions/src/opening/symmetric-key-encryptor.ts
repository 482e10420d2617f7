/** Encrypts a session's AES key for KSeF. `EncryptionService` of `@ksef/crypto` implements it; so can an HSM. */
export interface SymmetricKeyEncryptor {
  /** With KSeF's public key of usage `SymmetricKeyEncryption`: RSA-OAEP with SHA-256 and MGF1-SHA-256. */
  encryptSymmetricKey(
    key: Uint8Array,
    options?: { readonly signal?: AbortSignal | undefined },
  ): Promise<{ readonly encrypted: Uint8Array; readonly publicKeyId: string }>;
  /** KSeF no longer knows the key (21470): fetch the keys again. */
  forceRefresh(options?: { readonly signal?: AbortSignal | undefined }): Promise<void>;
}
