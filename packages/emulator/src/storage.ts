import { createHash } from 'node:crypto';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BlobStore, Collection } from './kernel.js';

/** Where the emulator keeps what it knows: memory, mirrored to a folder when one is given. */
export class Storage {
  readonly #folder: string | undefined;
  readonly #collections = new Map<string, MirroredCollection<unknown>>();
  readonly blobs: BlobStore;
  #workFolder: string | undefined;

  constructor(folder: string | undefined) {
    this.#folder = folder;
    if (folder !== undefined) mkdirSync(join(folder, 'blobs'), { recursive: true });
    this.blobs = folder === undefined ? memoryBlobs() : folderBlobs(join(folder, 'blobs'));
  }

  collection<T>(name: string): Collection<T> {
    const known = this.#collections.get(name);
    if (known !== undefined) return known as unknown as Collection<T>;
    const file = this.#folder === undefined ? undefined : join(this.#folder, `${name}.ndjson`);
    const made = new MirroredCollection<unknown>(file);
    this.#collections.set(name, made);
    return made as unknown as Collection<T>;
  }

  /** Folder for big files; a temporary one is made when it is first asked for. */
  workFolder(): string {
    if (this.#workFolder === undefined) {
      this.#workFolder =
        this.#folder === undefined
          ? mkdtempSync(join(tmpdir(), 'ksef-emulator-'))
          : join(this.#folder, 'work');
      mkdirSync(this.#workFolder, { recursive: true, mode: 0o700 });
      if (this.#folder === undefined) process.once('exit', this.close);
    }
    return this.#workFolder;
  }

  clear(): void {
    for (const collection of this.#collections.values()) collection.clear();
    if (this.#workFolder === undefined) return;
    for (const name of readdirSync(this.#workFolder)) {
      rmSync(join(this.#workFolder, name), { recursive: true, force: true });
    }
  }

  readonly close = (): void => {
    process.off('exit', this.close);
    if (this.#folder !== undefined || this.#workFolder === undefined) return;
    rmSync(this.#workFolder, { recursive: true, force: true });
    this.#workFolder = undefined;
  };
}

/** Every change is a line of its own; the last line of a key wins. A torn last line (kill -9) is dropped. */
class MirroredCollection<T> implements Collection<T> {
  readonly #values = new Map<string, T>();
  readonly #file: string | undefined;

  constructor(file: string | undefined) {
    this.#file = file;
    if (file === undefined || !existsSync(file)) return;
    for (const line of readFileSync(file, 'utf8').split('\n')) this.#apply(line);
    const whole = [...this.#values].map(([key, value]) => `${JSON.stringify([key, value])}\n`).join('');
    writeFileSync(`${file}.new`, whole);
    renameSync(`${file}.new`, file);
  }

  get size(): number {
    return this.#values.size;
  }

  get(key: string): T | undefined {
    return this.#values.get(key);
  }

  set(key: string, value: T): void {
    this.#values.set(key, value);
    this.#append([key, value]);
  }

  delete(key: string): void {
    if (this.#values.delete(key)) this.#append([key]);
  }

  values(): IterableIterator<T> {
    return this.#values.values();
  }

  clear(): void {
    this.#values.clear();
    if (this.#file !== undefined) rmSync(this.#file, { force: true });
  }

  #append(line: readonly unknown[]): void {
    if (this.#file !== undefined) appendFileSync(this.#file, `${JSON.stringify(line)}\n`);
  }

  #apply(line: string): void {
    try {
      const [key, ...value] = JSON.parse(line) as [string, T?];
      if (value.length === 0) this.#values.delete(key);
      else this.#values.set(key, value[0] as T);
    } catch {
      // Empty or torn: it was never acknowledged.
    }
  }
}

function memoryBlobs(): BlobStore {
  const kept = new Map<string, Uint8Array>();
  return { put: (key, bytes) => void kept.set(key, bytes), get: (key) => kept.get(key) };
}

function folderBlobs(folder: string): BlobStore {
  const fileOf = (key: string) => join(folder, createHash('sha256').update(key).digest('hex'));
  return {
    put: (key, bytes) => writeFileSync(fileOf(key), bytes),
    get: (key) => (existsSync(fileOf(key)) ? new Uint8Array(readFileSync(fileOf(key))) : undefined),
  };
}
