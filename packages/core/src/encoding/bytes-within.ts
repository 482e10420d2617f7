/**
 * All bytes of a body. Rejects with the error of `tooLong` when there are more than `maxBytes`, without reading
 * further.
 *
 * @example
 * ```ts
 * import { bytesWithin } from '@ksef/core/internal';
 *
 * const { body } = await fetch('https://example.com');
 * const bytes = await bytesWithin(body, 1_000_000, () => new Error('The page is too large.'));
 * ```
 */
export async function bytesWithin(
  body: ReadableStream<Uint8Array> | null,
  maxBytes: number,
  tooLong: () => Error,
): Promise<Uint8Array> {
  let length = 0;
  const bounded = body?.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        length += chunk.byteLength;
        if (length > maxBytes) throw tooLong();
        controller.enqueue(chunk);
      },
    }),
  );
  try {
    return new Uint8Array(await new Response(bounded ?? null).arrayBuffer());
  } catch (error) {
    // Some browsers replace the error of a stream by their own.
    throw length > maxBytes ? tooLong() : error;
  }
}
