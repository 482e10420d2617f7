import type { FetchResponse } from '../fetch-function.js';

/** The whole body. Rejects when it takes more than `maxBytes`, without reading further. */
export async function readBytes(response: FetchResponse, maxBytes: number): Promise<Uint8Array> {
  if (response.readBytes) return response.readBytes(maxBytes);
  const reader = response.body?.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  while (reader !== undefined) {
    const { done, value } = await reader.read();
    if (done) break;
    chunks.push(value);
    length += value.byteLength;
    if (length > maxBytes) {
      // Not awaited: what is stopped may never say so.
      reader.cancel().catch(() => {});
      throw new Error(`the body takes more than ${maxBytes} bytes`);
    }
  }
  const [first] = chunks;
  if (first !== undefined && chunks.length === 1) return first;
  return new Uint8Array(await new Blob(chunks as BlobPart[]).arrayBuffer());
}
