import { createDecipheriv } from 'node:crypto';
import type { ExportAccess } from '../run/index.js';
import { discard } from './discard.js';
import { cutShort, type SpoolFile } from './spool-file.js';

const block = 16;

/** One verified part, kept as ciphertext; any stretch of its plaintext can be read. */
export class SpooledPart {
  readonly ordinalNumber: number;
  /** Size of the plaintext in bytes. */
  readonly sizeBytes: number;
  readonly #file: SpoolFile;
  readonly #access: ExportAccess;

  constructor(ordinalNumber: number, sizeBytes: number, file: SpoolFile, access: ExportAccess) {
    this.ordinalNumber = ordinalNumber;
    this.sizeBytes = sizeBytes;
    this.#file = file;
    this.#access = access;
  }

  /** Fills the bytes with plaintext from `position`, as far as there is any; returns their number. */
  async read(position: number, bytes: Buffer): Promise<number> {
    const size = Math.min(bytes.length, this.sizeBytes - position);
    if (size <= 0) return 0;
    // CBC needs only the block before to begin anywhere.
    const start = position - (position % block);
    const end = Math.ceil((position + size) / block) * block;
    const lead = start === 0 ? 0 : block;
    const room = Buffer.allocUnsafeSlow(end - start + lead);
    const encrypted = await this.#file.read(start - lead, room);
    const { key, iv } = this.#access;
    const decipher = createDecipheriv('aes-256-cbc', key, lead === 0 ? iv : encrypted.subarray(0, block));
    decipher.setAutoPadding(false);
    const plain = decipher.update(encrypted.subarray(lead));
    const copied = plain.copy(bytes, 0, position - start, position - start + size);
    discard(room as Uint8Array<ArrayBuffer>);
    discard(plain as Uint8Array<ArrayBuffer>);
    return copied;
  }

  /** The plaintext in pieces, which are the caller's; the next ciphertext is read while one is in use. */
  async *chunks(chunkBytes = 1_048_576): AsyncGenerator<Buffer, void> {
    const room = Buffer.allocUnsafeSlow(chunkBytes);
    const { key, iv } = this.#access;
    const decipher = createDecipheriv('aes-256-cbc', key, iv);
    decipher.setAutoPadding(false);
    let next = this.#file.read(0, room);
    try {
      for (let position = 0; position < this.sizeBytes; position += chunkBytes) {
        const plain = decipher.update(await next);
        const size = Math.min(chunkBytes, this.sizeBytes - position);
        if (plain.length < size) throw cutShort();
        if (position + size < this.sizeBytes) next = this.#file.read(position + chunkBytes, room);
        yield plain.subarray(0, size);
      }
    } finally {
      // Perhaps nobody waits for it any more.
      await next.catch(() => undefined);
    }
  }

  close(): Promise<void> {
    return this.#file.close();
  }
}
