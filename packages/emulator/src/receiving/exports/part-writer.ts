import { createCipheriv, createHash, type Hash } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import type { ExportRecord, PackagePart } from './records.js';

interface OpenPart {
  readonly cipher: ReturnType<typeof createCipheriv>;
  readonly plainHash: Hash;
  readonly encryptedHash: Hash;
  readonly file: WriteStream;
  plainSize: number;
  encryptedSize: number;
}

/** Cuts an archive into parts, and encrypts and measures each on its way to disk. */
export class PartWriter {
  readonly #folder: string;
  readonly #export: ExportRecord;
  readonly #partBytes: number;
  readonly #parts: PackagePart[] = [];
  #part: OpenPart | undefined;
  #size = 0;

  constructor(folder: string, record: ExportRecord, partBytes: number) {
    this.#folder = folder;
    this.#export = record;
    this.#partBytes = partBytes;
  }

  /** Archive bytes so far. */
  get size(): number {
    return this.#size;
  }

  async write(chunk: Uint8Array): Promise<void> {
    for (let start = 0; start < chunk.length; ) {
      const part = this.#part ?? (await this.#open());
      this.#part = part;
      const piece = chunk.subarray(start, start + this.#partBytes - part.plainSize);
      start += piece.length;
      part.plainSize += piece.length;
      this.#size += piece.length;
      part.plainHash.update(piece);
      await put(part, part.cipher.update(piece));
      if (part.plainSize === this.#partBytes) await this.#close(part);
    }
  }

  async end(): Promise<readonly PackagePart[]> {
    if (this.#part !== undefined) await this.#close(this.#part);
    return this.#parts;
  }

  async #open(): Promise<OpenPart> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const key = Buffer.from(this.#export.key ?? '', 'base64');
    const iv = Buffer.from(this.#export.initializationVector, 'base64');
    return {
      cipher: createCipheriv('aes-256-cbc', key, iv),
      plainHash: createHash('sha256'),
      encryptedHash: createHash('sha256'),
      file: createWriteStream(join(this.#folder, this.#name()), { mode: 0o600 }),
      plainSize: 0,
      encryptedSize: 0,
    };
  }

  async #close(part: OpenPart): Promise<void> {
    await put(part, part.cipher.final());
    part.file.end();
    await finished(part.file);
    this.#parts.push({
      ordinalNumber: this.#parts.length + 1,
      partName: this.#name(),
      partSize: part.plainSize,
      partHash: part.plainHash.digest('base64'),
      encryptedPartSize: part.encryptedSize,
      encryptedPartHash: part.encryptedHash.digest('base64'),
    });
    this.#part = undefined;
  }

  #name(): string {
    const ordinal = String(this.#parts.length + 1).padStart(3, '0');
    const extension = this.#export.compressionType === 'Zip' ? 'zip' : 'tar.gz';
    return `${this.#export.referenceNumber}-${ordinal}.${extension}.aes`;
  }
}

async function put(part: OpenPart, bytes: Uint8Array): Promise<void> {
  part.encryptedSize += bytes.length;
  part.encryptedHash.update(bytes);
  if (!part.file.write(bytes)) await once(part.file, 'drain');
}
