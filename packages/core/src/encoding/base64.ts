import { InvalidInputError } from '../errors/invalid-input-error.js';

interface BufferLike {
  from(data: ArrayBufferLike, offset: number, length: number): { toString(encoding: 'base64'): string };
}

/**
 * Standard Base64 with padding.
 *
 * @example
 * ```ts
 * import { encodeBase64 } from '@ksef/core';
 *
 * encodeBase64(new Uint8Array([1, 2, 3])); // 'AQID'
 * ```
 */
export function encodeBase64(bytes: Uint8Array): string {
  const buffer = (globalThis as { Buffer?: BufferLike }).Buffer;
  if (buffer !== undefined)
    return buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
  let binary = '';
  for (let start = 0; start < bytes.length; start += 0x8000) {
    binary += String.fromCharCode(...bytes.subarray(start, start + 0x8000));
  }
  return btoa(binary);
}

/**
 * Decodes standard Base64 strictly: alphabet, padding and unused bits must be correct.
 *
 * @throws InvalidInputError `INVALID_BASE64`
 * @example
 * ```ts
 * import { decodeBase64 } from '@ksef/core';
 *
 * decodeBase64('AQID'); // bytes 1, 2, 3
 * ```
 */
export function decodeBase64(text: string): Uint8Array<ArrayBuffer> {
  let bytes: Uint8Array<ArrayBuffer> | undefined;
  if (/^[A-Za-z0-9+/]*={0,2}$/.test(text) && text.length % 4 === 0) {
    const binary = atob(text);
    bytes = new Uint8Array(binary.length);
    for (let index = 0; index < binary.length; index++) bytes[index] = binary.charCodeAt(index);
  }
  // Encoding again is the simplest proof that no unused bit was set.
  if (bytes === undefined || encodeBase64(bytes) !== text) {
    throw new InvalidInputError('The text is not Base64.', { code: 'INVALID_BASE64' });
  }
  return bytes;
}

/**
 * Base64URL (RFC 4648 section 5) without padding.
 *
 * @example
 * ```ts
 * import { encodeBase64Url } from '@ksef/core';
 *
 * encodeBase64Url(new Uint8Array([251, 255])); // '-_8'
 * ```
 */
export function encodeBase64Url(bytes: Uint8Array): string {
  return encodeBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/**
 * Decodes unpadded Base64URL strictly: a changed last character never decodes to the same bytes.
 *
 * @throws InvalidInputError `INVALID_BASE64`
 * @example
 * ```ts
 * import { decodeBase64Url } from '@ksef/core';
 *
 * decodeBase64Url('-_8'); // bytes 251, 255
 * ```
 */
export function decodeBase64Url(text: string): Uint8Array<ArrayBuffer> {
  if (!/^[A-Za-z0-9_-]*$/.test(text)) {
    throw new InvalidInputError('The text is not Base64URL.', { code: 'INVALID_BASE64' });
  }
  const standard = text.replaceAll('-', '+').replaceAll('_', '/');
  return decodeBase64(standard.padEnd(Math.ceil(standard.length / 4) * 4, '='));
}
