import { createHash } from 'node:crypto';
import { IntegrityError } from '@ksef/core';
import type { BatchPart } from './batch-part.js';
import type { PartStore } from './part-store.js';

/** The bytes of a part while it is sent: hashed again, and aborted if they differ from the declared ones. */
export interface CheckedStream {
  readonly body: ReadableStream<Uint8Array>;
  /** The fault, once it is known. */
  damage(): IntegrityError | undefined;
}

export function checkedStream(source: ReadableStream<Uint8Array>, part: BatchPart): CheckedStream {
  const hash = createHash('sha256');
  const reader = source.getReader();
  let size = 0;
  let damage: IntegrityError | undefined;
  const refuse = () => {
    damage = new IntegrityError(
      `Part ${part.ordinalNumber} of the package (${part.name}) is not what it was when it was built: build the package again.`,
      { code: 'PART_DAMAGED' },
    );
    return damage;
  };
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await reader.read();
        if (value !== undefined) {
          hash.update(value);
          size += value.length;
        }
        if (size > part.fileSize || (done && size < part.fileSize)) {
          controller.error(refuse());
          return reader.cancel();
        }
        // The last piece is held back until the hash is known: a wrong part never arrives complete.
        if (size === part.fileSize && value !== undefined && hash.copy().digest('base64') !== part.fileHash) {
          controller.error(refuse());
          return reader.cancel();
        }
        if (done) controller.close();
        else controller.enqueue(value);
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
  return { body, damage: () => damage };
}

/** Whether the store still has a part as it was built. */
export async function isIntact(
  store: PartStore,
  part: BatchPart,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  try {
    const { body } = checkedStream(await store.read(part.name, { signal }), part);
    for await (const _ of body) signal?.throwIfAborted();
    return true;
  } catch {
    signal?.throwIfAborted();
    return false;
  }
}
