import type { CodeCertificate } from './read-certificate.js';

const algorithms = {
  EC: { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' },
  RSA: { name: 'RSA-PSS', hash: 'SHA-256', saltLength: 32 },
} as const;

/**
 * Whether the key of a certificate made this signature, by KSeF's rules. ECDSA as r and s side by side. Source:
 * kody-qr.md.
 */
export async function isSignatureOf(
  { keyType, spki }: CodeCertificate,
  signature: Uint8Array,
  bytes: Uint8Array,
): Promise<boolean> {
  const algorithm = algorithms[keyType];
  const key = await crypto.subtle.importKey('spki', spki, algorithm, false, ['verify']);
  return crypto.subtle.verify(algorithm, key, new Uint8Array(signature), new Uint8Array(bytes));
}
