import { createDecipheriv } from 'node:crypto';
import { type FileHandle, open, unlink } from 'node:fs/promises';
import type { ExportAccess } from '../export-handle.js';

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

  /** Up to `length` bytes of plaintext from `position`. */
  async read(position: number, length: number): Promise<Buffer> {
    const size = Math.min(length, this.sizeBytes - position);
    if (size <= 0) return Buffer.alloc(0);
    // CBC needs only the block before to begin anywhere.
    const start = position - (position % block);
    const end = Math.ceil((position + size) / block) * block;
    const lead = start === 0 ? 0 : block;
    const bytes = await this.#file.read(start - lead, end - start + lead);
    const { key, iv } = this.#access;
    const decipher = createDecipheriv('aes-256-cbc', key, lead === 0 ? iv : bytes.subarray(0, block));
    decipher.setAutoPadding(false);
    const plain = decipher.update(bytes.subarray(lead));
    return plain.subarray(position - start, position - start + size);
  }

  /** The plaintext in pieces; the next is read while one is in use. */
  async *chunks(chunkBytes = 262_144): AsyncGenerator<Buffer, void> {
    let next = this.read(0, chunkBytes);
    try {
      for (let position = 0; position < this.sizeBytes; position += chunkBytes) {
        const chunk = await next;
        next = this.read(position + chunkBytes, chunkBytes);
        yield chunk;
      }
    } finally {
      // Nobody may be waiting for it any more.
      await next.catch(() => undefined);
    }
  }

  close(): Promise<void> {
    return this.#file.close();
  }
}

/** A file that vanishes with the process: removed right after it is made, where the system allows that. */
export class SpoolFile {
  readonly #path: string;
  readonly #handle: FileHandle;
  readonly #removed: boolean;
  #closing: Promise<void> | undefined;

  private constructor(path: string, handle: FileHandle, removed: boolean) {
    this.#path = path;
    this.#handle = handle;
    this.#removed = removed;
  }

  static async create(path: string): Promise<SpoolFile> {
    const handle = await open(path, 'wx+', 0o600);
    const removed = await unlink(path).then(
      () => true,
      () => false,
    );
    return new SpoolFile(path, handle, removed);
  }

  async write(bytes: Uint8Array, position: number): Promise<void> {
    for (let done = 0; done < bytes.length; ) {
      const { bytesWritten } = await this.#handle.write(bytes, done, bytes.length - done, position + done);
      done += bytesWritten;
    }
  }

  async read(position: number, length: number): Promise<Buffer> {
    const bytes = Buffer.allocUnsafe(length);
    let done = 0;
    while (done < length) {
      const { bytesRead } = await this.#handle.read(bytes, done, length - done, position + done);
      if (bytesRead === 0) break;
      done += bytesRead;
    }
    return bytes.subarray(0, done);
  }

  close(): Promise<void> {
    this.#closing ??= this.#handle
      .close()
      .then(() => (this.#removed ? undefined : unlink(this.#path).catch(() => undefined)));
    return this.#closing;
  }
}
