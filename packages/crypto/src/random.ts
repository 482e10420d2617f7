/** Random bytes from WebCrypto. */
export function randomBytes(length: number): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(length));
}

/** A fresh AES-256 key: 32 bytes. */
export function randomKey(): Uint8Array<ArrayBuffer> {
  return randomBytes(32);
}

/** A fresh initialisation vector for AES-CBC: 16 bytes. */
export function randomIv(): Uint8Array<ArrayBuffer> {
  return randomBytes(16);
}
