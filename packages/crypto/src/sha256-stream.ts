import { createHash } from 'node:crypto';

/** Passes bytes through; `digest` holds their SHA-256 and `sizeBytes` their number when the stream has ended. */
export interface Sha256Stream extends TransformStream<Uint8Array, Uint8Array> {
  readonly digest: Promise<{ readonly hash: Uint8Array; readonly sizeBytes: number }>;
}

/** Hashes a stream of any length while it flows. */
export function sha256Stream(): Sha256Stream {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  let finish: (value: { hash: Uint8Array; sizeBytes: number }) => void = () => {};
  const digest = new Promise<{ hash: Uint8Array; sizeBytes: number }>((resolve) => {
    finish = resolve;
  });
  const stream = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      hash.update(chunk);
      sizeBytes += chunk.length;
      controller.enqueue(chunk);
    },
    flush() {
      finish({ hash: hash.digest(), sizeBytes });
    },
  });
  return Object.assign(stream, { digest });
}
