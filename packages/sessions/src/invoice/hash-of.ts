import { hash } from 'node:crypto';

/** SHA-256 of an invoice as KSeF writes it: Base64, 44 characters. */
export function hashOf(bytes: Uint8Array): string {
  return hash('sha256', bytes, 'base64');
}
