import type { SignatureAlgorithm } from './signature-algorithm.js';

/** The last argument of every call. */
export interface SignOptions {
  /** Aborts the call. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * A key that can sign, with its certificate. The key may be local or remote.
 *
 * Created by `signerFromPem`, `signerFromPkcs12`, `signerFromKeyObject`, `signerFromCryptoKey` or `remoteSigner`, which
 * all check that the key belongs to the certificate. You can also implement it.
 */
export interface Signer {
  /** DER of the certificates: the signer's own first, then those of its issuers, if known. */
  readonly certificateChain: readonly Uint8Array[];
  readonly algorithm: SignatureAlgorithm;
  /**
   * Returns the signature of the bytes, which it hashes itself. ECDSA: r and s side by side, each of the curve's size.
   */
  sign(bytes: Uint8Array, options?: SignOptions): Promise<Uint8Array>;
}
