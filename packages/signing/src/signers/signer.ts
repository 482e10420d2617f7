import type { SignatureAlgorithm } from './signature-algorithm.js';

/** What every call takes last. */
export interface SignOptions {
  /** Ends the call. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * A key that can sign, with its certificate; where the key lives is its own matter.
 *
 * Made by `signerFromPem`, `signerFromPkcs12`, `signerFromKeyObject`, `signerFromCryptoKey` or `remoteSigner`, all of
 * which check that key and certificate fit; or implement it.
 */
export interface Signer {
  /** DER of the certificates: the signer's own first, then those of its issuers, as far as known. */
  readonly certificateChain: readonly Uint8Array[];
  readonly algorithm: SignatureAlgorithm;
  /** The signature over the bytes (they are hashed within). ECDSA: r and s side by side, each of the curve's size. */
  sign(bytes: Uint8Array, options?: SignOptions): Promise<Uint8Array>;
}
