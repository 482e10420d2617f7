import { bytesWithin } from '@ksef/core/internal';
import type { FetchResponse } from '../fetch-function.js';

/** The whole body. Rejects when it exceeds `maxBytes`, without reading further. */
export async function readBytes(response: FetchResponse, maxBytes: number): Promise<Uint8Array> {
  if (response.readBytes) return response.readBytes(maxBytes);
  return bytesWithin(response.body, maxBytes, () => new Error('the body is too long'));
}
