import { type Cipher, createHash } from 'node:crypto';
import type { PartSink } from '../parts/index.js';

/** A part that is being encrypted, hashed and written. */
export class OpenPart {
  readonly name: string;
  /** Bytes before encryption so far. */
  plainBytes = 0;
  /** Bytes of the encrypted part so far. */
  fileSize = 0;
  /** SHA-256 of the encrypted part, Base64; empty until the part is complete. */
  fileHash = '';
  readonly #sink: PartSink;
  readonly #cipher: Cipher;
  readonly #hash = createHash('sha256');

  constructor(name: string, sink: PartSink, cipher: Cipher) {
    this.name = name;
    this.#sink = sink;
    this.#cipher = cipher;
  }

  /** Adds bytes of the archive. With `last`, the part is complete when the promise resolves. */
  async write(plain: Uint8Array, { last }: { readonly last: boolean }): Promise<void> {
    this.plainBytes += plain.length;
    const encrypted = [this.#cipher.update(plain), ...(last ? [this.#cipher.final()] : [])];
    for (const bytes of encrypted) {
      this.#hash.update(bytes);
      this.fileSize += bytes.length;
      await this.#sink.write(bytes);
    }
    if (!last) return;
    await this.#sink.close();
    this.fileHash = this.#hash.digest('base64');
  }

  async abandon(): Promise<void> {
    await this.#sink.close().catch(() => {});
  }
}
