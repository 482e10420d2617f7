import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import type { Collection } from '../kernel.js';

/** A collection that mirrors every change to one NDJSON file, if it has one. */
export class StoredCollection implements Collection<unknown> {
  readonly #records = new Map<string, unknown>();
  readonly #file: string | undefined;

  constructor(file: string | undefined) {
    this.#file = file;
    if (file !== undefined) this.#load(file);
  }

  get size(): number {
    return this.#records.size;
  }

  get(key: string): unknown {
    return this.#records.get(key);
  }

  set(key: string, value: unknown): void {
    this.#records.set(key, value);
    this.#append([key, value]);
  }

  delete(key: string): void {
    if (this.#records.delete(key)) this.#append([key]);
  }

  values(): IterableIterator<unknown> {
    return this.#records.values();
  }

  clear(): void {
    this.#records.clear();
    if (this.#file !== undefined) rmSync(this.#file, { force: true });
  }

  #append(entry: readonly unknown[]): void {
    if (this.#file !== undefined) appendFileSync(this.#file, `${JSON.stringify(entry)}\n`);
  }

  #load(file: string): void {
    if (!existsSync(file)) return;
    const bytes = readFileSync(file);
    // A process killed while writing leaves a last line without its end: it never happened.
    const whole = bytes.lastIndexOf(0x0a) + 1;
    if (whole < bytes.length) truncateSync(file, whole);
    for (const line of bytes.subarray(0, whole).toString('utf8').split('\n')) {
      if (line === '') continue;
      const entry = JSON.parse(line) as [string] | [string, unknown];
      if (entry.length === 1) this.#records.delete(entry[0]);
      else this.#records.set(entry[0], entry[1]);
    }
  }
}

/** All collections of one emulator, in memory or in a folder. */
export class CollectionStore {
  readonly #collections = new Map<string, StoredCollection>();
  readonly #folder: string | undefined;

  constructor(stateDir: string | undefined) {
    this.#folder = stateDir === undefined ? undefined : join(stateDir, 'collections');
    if (this.#folder !== undefined) mkdirSync(this.#folder, { recursive: true });
  }

  open<T>(name: string): Collection<T> {
    let collection = this.#collections.get(name);
    if (collection === undefined) {
      collection = new StoredCollection(this.#folder && join(this.#folder, `${name}.ndjson`));
      this.#collections.set(name, collection);
    }
    return collection as Collection<unknown> as Collection<T>;
  }

  /** Empties every collection but the named ones. */
  clear(except: readonly string[]): void {
    for (const [name, collection] of this.#collections) if (!except.includes(name)) collection.clear();
  }
}
