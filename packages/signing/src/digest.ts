import { encodeBase64 } from '@ksef/core';
import type { HashName } from './signature-algorithm.js';

/** The digest of bytes, Base64 as XML signatures want it. */
export async function digestBase64(hash: HashName, bytes: Uint8Array): Promise<string> {
  return encodeBase64(new Uint8Array(await crypto.subtle.digest(hash, bytes as Uint8Array<ArrayBuffer>)));
}
