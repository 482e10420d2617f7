import { type Cipher, createCipheriv, createHash, type Hash } from 'node:crypto';
import type { SessionKey } from '../../opening/index.js';
import type { PartSink, PartStore } from '../parts/index.js';

/** An encrypted part in the store. */
export interface BatchPart {
  /** Its name in the store. */
  readonly name: string;
  /** Counted from 1. */
  readonly ordinalNumber: number;
  /** Bytes of the encrypted part. */
  readonly fileSize: number;
  /** SHA-256 of the encrypted part, Base64. */
  readonly fileHash: string;
}

interface OpenPart {
  readonly name: string;
  readonly sink: PartSink;
  readonly cipher: Cipher;
  readonly hash: Hash;
  plainBytes: number;
  fileSize: number;
}

/** Cuts an archive into parts, encrypts and hashes them and puts them into the store, in one pass. */
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
      this.#open ??= await this.#begin();
      const part = this.#open;
      const piece = bytes.subarray(done, done + this.#partBytes - part.plainBytes);
      done += piece.length;
      part.plainBytes += piece.length;
      await put(part, part.cipher.update(piece));
      if (part.plainBytes === this.#partBytes) await this.#end();
    }
  }

  /** Ends the last part. SHA-256 of the whole archive, Base64. */
  async end(): Promise<string> {
    await this.#end();
    return this.#hash.digest('base64');
  }

  /** Removes what was written. */
  async discard(): Promise<void> {
    await this.#open?.sink.close().catch(() => {});
    const names = [...this.parts.map(({ name }) => name), ...(this.#open ? [this.#open.name] : [])];
    await Promise.allSettled(names.map((name) => this.#store.remove(name)));
  }

  async #begin(): Promise<OpenPart> {
    const name = `${this.#prefix}${this.parts.length + 1}`;
    return {
      name,
      sink: await this.#store.create(name, { signal: this.#signal }),
      cipher: this.#key.withRaw((raw) => createCipheriv('aes-256-cbc', raw, this.#key.iv)),
      hash: createHash('sha256'),
      plainBytes: 0,
      fileSize: 0,
    };
  }

  async #end(): Promise<void> {
    const part = this.#open;
    if (part === undefined) return;
    await put(part, part.cipher.final());
    await part.sink.close();
    this.#open = undefined;
    this.parts.push({
      name: part.name,
      ordinalNumber: this.parts.length + 1,
      fileSize: part.fileSize,
      fileHash: part.hash.digest('base64'),
    });
  }
}

async function put(part: OpenPart, bytes: Uint8Array): Promise<void> {
  part.hash.update(bytes);
  part.fileSize += bytes.length;
  await part.sink.write(bytes);
}
