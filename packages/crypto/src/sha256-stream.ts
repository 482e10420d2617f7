import { createHash } from 'node:crypto';

/** Passes bytes through, and hashes them. */
export interface Sha256Stream extends TransformStream<Uint8Array, Uint8Array> {
  /**
   * SHA-256 (32 bytes) and count of the bytes that passed through; resolves when the stream has ended, never when it
   * breaks off.
   */
  readonly digest: Promise<{ readonly hash: Uint8Array; readonly sizeBytes: number }>;
}

/**
 * Hashes a stream of any length while it flows.
 *
 * @example
 * ```ts
 * import { openAsBlob } from 'node:fs';
 * import { aesEncryptStream, randomIv, randomKey, sha256Stream } from '@ksef/crypto';
 *
 * const hashed = sha256Stream();
 * const file = await openAsBlob('package.zip');
 * const ciphertext = file.stream().pipeThrough(aesEncryptStream({ key: randomKey(), iv: randomIv()
 * })).pipeThrough(hashed); for await (const bytes of ciphertext) console.log(bytes.length);
 * const { hash, sizeBytes } = await hashed.digest;
 * ```
 */
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
