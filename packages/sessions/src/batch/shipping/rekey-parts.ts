import { createDecipheriv } from 'node:crypto';
import { SessionKey } from '../../opening/index.js';
import { batchLimits, type PackedBatch, PartSplitter } from '../packing/index.js';
import { type BatchPart, checkedStream, type PartStore } from '../parts/index.js';

/**
 * Encrypts a package again with a new key, part by part. The archive stays the same. The old parts stay until they are
 * removed.
 *
 * @throws IntegrityError `PART_DAMAGED`
 */
export async function rekeyParts(
  batch: PackedBatch,
  store: PartStore,
  prefix: string,
  signal: AbortSignal | undefined,
): Promise<PackedBatch> {
  const key = SessionKey.create();
  const parts: BatchPart[] = [];
  const removeAll = () => Promise.allSettled(parts.map(({ name }) => store.remove(name)));
  for (const part of batch.parts) {
    const splitter = new PartSplitter(
      store,
      `${prefix}${part.ordinalNumber}-`,
      key,
      batchLimits.maxPartBytes,
      signal,
    );
    try {
      const { body } = checkedStream(await store.read(part.name, { signal }), part);
      const decipher = batch.key.withRaw((raw) => createDecipheriv('aes-256-cbc', raw, batch.key.iv));
      for await (const bytes of body) {
        signal?.throwIfAborted();
        await splitter.write(decipher.update(bytes));
      }
      await splitter.write(decipher.final());
      await splitter.end();
    } catch (error) {
      await splitter.discard();
      await removeAll();
      throw error;
    }
    parts.push(...splitter.parts.map((one) => ({ ...one, ordinalNumber: part.ordinalNumber })));
  }
  return { ...batch, key, parts };
}
