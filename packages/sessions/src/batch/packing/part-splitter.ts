import { createCipheriv, createHash } from 'node:crypto';
import type { SessionKey } from '../../opening/index.js';
import type { BatchPart, PartStore } from '../parts/index.js';
import { OpenPart } from './open-part.js';

/** Cuts an archive into parts, encrypts and hashes them and stores them, in one pass. */
export class PartSplitter {
  readonly parts: BatchPart[] = [];
  /** Bytes of the archive so far. */
  fileSize = 0;
  readonly #hash = createHash('sha256');
  readonly #store: PartStore;
  readonly #prefix: string;
  readonly #key: SessionKey;
  readonly #partBytes: number;
  readonly #signal: AbortSignal | undefined;
  #open: OpenPart | undefined;

  constructor(
    store: PartStore,
    prefix: string,
    key: SessionKey,
    partBytes: number,
    signal: AbortSignal | undefined,
  ) {
    this.#store = store;
    this.#prefix = prefix;
    this.#key = key;
    this.#partBytes = partBytes;
    this.#signal = signal;
  }

  async write(bytes: Uint8Array): Promise<void> {
    this.#hash.update(bytes);
    this.fileSize += bytes.length;
    for (let done = 0; done < bytes.length; ) {
      if (this.#open === undefined) {
        const name = `${this.#prefix}${this.parts.length + 1}`;
        const sink = await this.#store.create(name, { signal: this.#signal });
        const cipher = this.#key.withRaw((raw) => createCipheriv('aes-256-cbc', raw, this.#key.iv));
        this.#open = new OpenPart(name, sink, cipher);
      }
      const part = this.#open;
      const piece = bytes.subarray(done, done + this.#partBytes - part.plainBytes);
      done += piece.length;
      const last = part.plainBytes + piece.length === this.#partBytes;
      await part.write(piece, { last });
      if (last) this.#keep(part);
    }
  }

  /** Completes the last part. SHA-256 of the whole archive, Base64. */
  async end(): Promise<string> {
    const part = this.#open;
    if (part !== undefined) {
      await part.write(new Uint8Array(0), { last: true });
      this.#keep(part);
    }
    return this.#hash.digest('base64');
  }

  /** Removes what was written. */
  async discard(): Promise<void> {
    await this.#open?.abandon();
    const names = [...this.parts.map(({ name }) => name), ...(this.#open ? [this.#open.name] : [])];
    await Promise.allSettled(names.map((name) => this.#store.remove(name)));
  }

  /** The open part is complete. */
  #keep({ name, fileSize, fileHash }: OpenPart): void {
    this.#open = undefined;
    this.parts.push({ name, ordinalNumber: this.parts.length + 1, fileSize, fileHash });
  }
}
