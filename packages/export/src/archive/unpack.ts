import type { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** Pipes bytes through an unpacking stream; leaving early ends both. */
export async function* unpack(
  source: AsyncIterable<Uint8Array>,
  unpacker: Transform,
): AsyncGenerator<Uint8Array, void> {
  const feeding = pipeline(source, unpacker);
  // Its failure destroys the unpacker, and is handled there.
  feeding.catch(() => undefined);
  try {
    yield* unpacker as AsyncIterable<Uint8Array>;
  } finally {
    unpacker.destroy();
  }
}
