import { createDecipheriv, createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { Kernel } from '../../kernel/index.js';
import type { BatchRecord, SessionRecord } from '../records.js';
import { sessionLimits } from '../session-limits.js';
import { PackageFault } from './package-fault.js';
import { partFile } from './part-files.js';

/** Checks the parts, decrypts each and joins them into `target`, which must turn out as declared. */
export async function joinParts(
  kernel: Kernel,
  session: SessionRecord,
  batch: BatchRecord,
  target: string,
): Promise<void> {
  for (const { ordinalNumber, fileHash, uploadedHash } of batch.parts) {
    if (fileHash !== uploadedHash) {
      throw new PackageFault(
        405,
        `Skrót SHA-256 części: '${ordinalNumber}' nie zgadza się z zadeklarowanym skrótem: '${fileHash}'.`,
      );
    }
  }
  const key = Buffer.from(session.key ?? '', 'base64');
  const iv = Buffer.from(session.initializationVector, 'base64');
  const hash = createHash('sha256');
  let size = 0;
  const { maxBatchPartBytes } = sessionLimits(kernel, session);
  for (const [index, part] of batch.parts.entries()) {
    const before = size;
    const decipher = createDecipheriv('aes-256-cbc', key, iv);
    let decrypts = true;
    decipher.once('error', () => {
      decrypts = false;
    });
    const count = async function* (source: AsyncIterable<Buffer>) {
      for await (const chunk of source) {
        size += chunk.length;
        hash.update(chunk);
        yield chunk;
      }
    };
    try {
      const flags = index === 0 ? 'w' : 'a';
      await pipeline(
        createReadStream(partFile(kernel, session, part)),
        decipher,
        count,
        createWriteStream(target, { flags, mode: 0o600 }),
      );
    } catch (error) {
      if (decrypts) throw error;
      throw new PackageFault(435, `Nie można odszyfrować części '${part.ordinalNumber}'.`);
    }
    if (size - before > maxBatchPartBytes) {
      throw new PackageFault(405, `Rozmiar części '${part.ordinalNumber}' przekracza ${maxBatchPartBytes}.`);
    }
  }
  if (size !== batch.fileSize) {
    throw new PackageFault(430, `Rozmiar paczki ${size} jest inny niż zadeklarowany ${batch.fileSize}.`);
  }
  if (hash.digest('base64') !== batch.fileHash) {
    throw new PackageFault(
      430,
      `Skrót SHA-256 przesłanej paczki faktur nie jest zgodny z zadeklarowanym skrótem: '${batch.fileHash}'.`,
    );
  }
}
