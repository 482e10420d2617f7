/** A `CryptoKey`, by the types of the DOM or of Node: not every program in Node has those of the DOM. */
export type WebCryptoKey = Parameters<typeof globalThis.crypto.subtle.sign>[1];

/** A `CryptoKeyPair`. */
export interface WebCryptoKeyPair {
  readonly privateKey: WebCryptoKey;
  readonly publicKey: WebCryptoKey;
}
