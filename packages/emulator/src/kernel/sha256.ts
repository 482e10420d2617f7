import { hash } from 'node:crypto';

/** SHA-256 of bytes that are at hand as a whole, in Base64. */
export function sha256(bytes: Uint8Array | string): string {
  return hash('sha256', bytes, 'base64');
}
