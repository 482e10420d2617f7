import type { FetchResponse } from '../fetch-function.js';

/** The whole body. Rejects when it exceeds `maxBytes`, without reading further. */
export async function readBytes(response: FetchResponse, maxBytes: number): Promise<Uint8Array> {
  if (response.readBytes) return response.readBytes(maxBytes);
  let length = 0;
  const body = response.body?.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        length += chunk.byteLength;
        if (length > maxBytes) throw new Error('the body is too long');
        controller.enqueue(chunk);
      },
    }),
  );
  return new Uint8Array(await new Response(body ?? null).arrayBuffer());
}
