/** A public key of KSeF as its API lists it. Fields that a newer KSeF adds are ignored. */
export interface PublicKeyCertificate {
  /** X.509 certificate, DER in Base64. */
  readonly certificate: string;
  /** SHA-256 of the public key's SubjectPublicKeyInfo, Base64. */
  readonly publicKeyId: string;
  /** RFC 3339 instants between which the certificate is valid. */
  readonly validFrom: string;
  /** RFC 3339. */
  readonly validTo: string;
  /** `KsefTokenEncryption`, `SymmetricKeyEncryption`, or what a newer KSeF adds. */
  readonly usage: readonly string[];
}

/** Where KSeF's public keys come from: its API, or a place of your own. */
export interface PublicKeySource {
  /** All keys that KSeF publishes now; other usages are ignored. */
  listPublicKeys(options?: {
    readonly signal?: AbortSignal | undefined;
  }): Promise<readonly PublicKeyCertificate[]>;
}

/** A preloaded key, so that no network is needed: a certificate, or the bare key with its id. */
export interface PreloadedKey {
  /** DER (or its Base64) of an X.509 certificate. */
  readonly certificate?: Uint8Array | string;
  /** DER (or its Base64) of a SubjectPublicKeyInfo. */
  readonly publicKey?: Uint8Array | string;
  /** Checked when given, computed when not. */
  readonly publicKeyId?: string;
  /** Needed with `publicKey`; a certificate states its own. */
  readonly validFrom?: string;
  /** RFC 3339; needed with `publicKey`. */
  readonly validTo?: string;
  /** `KsefTokenEncryption`, `SymmetricKeyEncryption`, or both. */
  readonly usage: readonly string[];
}
