/**
 * Signs a KOD II link: a key with its KSeF certificate of type Offline. Every `Signer` of `@ksef/signing` works,
 * including remote ones.
 */
export interface CertificateSigner {
  /** DER of the certificates; the first is the signer's own. */
  readonly certificateChain: readonly Uint8Array[];
  /** `RSA-PSS` or `ECDSA`, with `SHA-256`; the salt of RSA-PSS in bytes. */
  readonly algorithm: {
    readonly name: string;
    readonly hash: string;
    readonly saltLength?: number | undefined;
  };
  /** Returns the signature of the bytes, which it hashes itself. ECDSA: r and s side by side, or DER. */
  sign(bytes: Uint8Array, options?: { readonly signal?: AbortSignal | undefined }): Promise<Uint8Array>;
}
