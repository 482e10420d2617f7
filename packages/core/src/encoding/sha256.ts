import { encodeBase64 } from './base64.js';

/**
 * SHA-256 of bytes, by WebCrypto.
 *
 * @example
 * ```ts
 * import { sha256 } from '@ksef/core';
 *
 * const hash = await sha256(new TextEncoder().encode('<Faktura/>')); // 32 bytes
 * ```
 */
export async function sha256(bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes as BufferSource));
}

/**
 * SHA-256 of bytes in KSeF's notation: Base64, 44 characters.
 *
 * @example
 * ```ts
 * import { sha256Base64 } from '@ksef/core';
 *
 * const invoiceHash = await sha256Base64(new TextEncoder().encode('<Faktura/>'));
 * ```
 */
export async function sha256Base64(bytes: Uint8Array): Promise<string> {
  return encodeBase64(await sha256(bytes));
}
