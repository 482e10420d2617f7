import { decodeBase64, encodeBase64Url, InvalidInputError, sha256 } from '@ksef/core';

/** The SHA-256 of an invoice in the notation of links. @throws InvalidInputError `INVALID_HASH`, `INVALID_BASE64` */
export function hashInLink(invoiceHash: Uint8Array | string): string {
  const hash = typeof invoiceHash === 'string' ? decodeBase64(invoiceHash) : invoiceHash;
  if (hash.length === 32) return encodeBase64Url(hash);
  throw new InvalidInputError(`The hash has ${hash.length} bytes, not 32.`, {
    code: 'INVALID_HASH',
    input: 'invoiceHash',
  });
}

/** Whether this is the hash of that file. */
export async function isHashOf(invoiceHash: Uint8Array, invoice: Uint8Array): Promise<boolean> {
  return hashInLink(invoiceHash) === hashInLink(await sha256(invoice));
}
