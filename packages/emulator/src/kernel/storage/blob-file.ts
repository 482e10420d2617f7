import { closeSync, constants, fstatSync, openSync, readSync, rmSync } from 'node:fs';
import type { BlobStore, Collection } from '../collection.js';
import { writeAll } from './append-file.js';

/** Where a blob lies: its first byte and its length. */
type Place = readonly [start: number, length: number];

/**
 * Blobs one after another in one file that is only appended to; their places are a collection. The place is written
 * after the bytes, so that what a crash cut short is not known and its room is taken by the next blob. The first bytes
 * may stay in memory, where nothing has to outlive the emulator.
 */
export class BlobFile implements BlobStore {
  readonly #file: () => string;
  readonly #places: Collection<Place>;
  readonly #keptBytes: number;
  readonly #kept = new Map<string, Uint8Array>();
  #inMemory = 0;
  #open: { readonly fd: number; readonly file: string; end: number } | undefined;

  constructor(file: () => string, places: Collection<Place>, keptBytes: number) {
    this.#file = file;
    this.#places = places;
    this.#keptBytes = keptBytes;
  }

  put(key: string, bytes: Uint8Array): void {
    if (this.#inMemory + bytes.length <= this.#keptBytes) {
      this.#inMemory += bytes.length - (this.#kept.get(key)?.length ?? 0);
      // Copied: a view keeps all of the buffer that it is a part of.
      this.#kept.set(key, new Uint8Array(bytes));
      return;
    }
    const open = this.#opened();
    writeAll(open.fd, bytes, open.end);
    this.#places.set(key, [open.end, bytes.length]);
    open.end += bytes.length;
    this.#kept.delete(key);
  }

  get(key: string): Uint8Array | undefined {
    const place = this.#places.get(key);
    if (place === undefined) return this.#kept.get(key);
    const [start, length] = place;
    const bytes = new Uint8Array(length);
    const { fd } = this.#opened();
    return readSync(fd, bytes, 0, length, start) === length ? bytes : undefined;
  }

  /** Removes the file too; the places are cleared with the other collections. */
  clear(): void {
    const file = this.#open?.file;
    this.close();
    if (file !== undefined) rmSync(file, { force: true });
  }

  close(): void {
    this.#kept.clear();
    this.#inMemory = 0;
    if (this.#open !== undefined) closeSync(this.#open.fd);
    this.#open = undefined;
  }

  #opened() {
    if (this.#open !== undefined) return this.#open;
    const file = this.#file();
    const fd = openSync(file, constants.O_RDWR | constants.O_CREAT, 0o600);
    let end = 0;
    for (const [start, length] of this.#places.values()) end = Math.max(end, start + length);
    this.#open = { fd, file, end: Math.min(end, fstatSync(fd).size) };
    return this.#open;
  }
}
