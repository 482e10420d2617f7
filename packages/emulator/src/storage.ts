import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { BlobStore, Collection } from './kernel.js';
import { makeWorkFolder } from './work-folders.js';

/** Where the emulator keeps what it knows: memory, mirrored to a folder when one is given. */
export class Storage {
  readonly #folder: string | undefined;
  readonly #collections = new Map<string, MirroredCollection<unknown>>();
  readonly blobs: BlobStore;
  readonly #spool: ReturnType<typeof spooledBlobs> | undefined;
  #workFolder: string | undefined;

  constructor(folder: string | undefined) {
    this.#folder = folder;
    if (folder !== undefined) mkdirSync(join(folder, 'blobs'), { recursive: true });
    this.#spool = folder === undefined ? spooledBlobs(() => this.workFolder()) : undefined;
    this.blobs = this.#spool ?? folderBlobs(join(folder ?? '', 'blobs'));
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
      this.#workFolder = this.#folder === undefined ? makeWorkFolder() : join(this.#folder, 'work');
      mkdirSync(this.#workFolder, { recursive: true, mode: 0o700 });
      if (this.#folder === undefined) process.once('exit', this.close);
    }
    return this.#workFolder;
  }

  clear(): void {
    for (const collection of this.#collections.values()) collection.clear();
    this.#spool?.clear();
    if (this.#workFolder === undefined) return;
    for (const name of readdirSync(this.#workFolder)) {
      rmSync(join(this.#workFolder, name), { recursive: true, force: true });
    }
  }

  readonly close = (): void => {
    process.off('exit', this.close);
    this.#spool?.clear();
    for (const collection of this.#collections.values()) collection.release();
    if (this.#folder !== undefined || this.#workFolder === undefined) return;
    rmSync(this.#workFolder, { recursive: true, force: true });
    this.#workFolder = undefined;
  };
}

/** Every change is a line of its own; the last line of a key wins. A torn last line (kill -9) is dropped. */
class MirroredCollection<T> implements Collection<T> {
  readonly #values = new Map<string, T>();
  readonly #file: string | undefined;
  #fd: number | undefined;

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
    if (this.#file === undefined) return;
    this.release();
    rmSync(this.#file, { force: true });
  }

  /** Closes the file; the next change opens it again. */
  release(): void {
    if (this.#fd !== undefined) closeSync(this.#fd);
    this.#fd = undefined;
  }

  #append(line: readonly unknown[]): void {
    if (this.#file === undefined) return;
    this.#fd ??= openSync(this.#file, 'a');
    writeSync(this.#fd, `${JSON.stringify(line)}\n`);
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

/** How much is held in memory before files go to disk. */
const blobsInMemoryBytes = 64 * 1024 * 1024;

/** In memory at first; what comes later is appended to one file, of which only the places are remembered. */
function spooledBlobs(folder: () => string): BlobStore & { clear(): void } {
  const kept = new Map<string, Uint8Array>();
  const places = new Map<string, readonly [start: number, length: number]>();
  let inMemory = 0;
  let spool: { readonly fd: number; end: number } | undefined;
  return {
    put(key, bytes) {
      if (inMemory + bytes.length <= blobsInMemoryBytes) {
        inMemory += bytes.length - (kept.get(key)?.length ?? 0);
        places.delete(key);
        kept.set(key, bytes);
        return;
      }
      spool ??= { fd: openSync(join(folder(), 'blobs'), 'w+', 0o600), end: 0 };
      writeSync(spool.fd, bytes, 0, bytes.length, spool.end);
      places.set(key, [spool.end, bytes.length]);
      spool.end += bytes.length;
    },
    get(key) {
      const place = places.get(key);
      if (place === undefined || spool === undefined) return kept.get(key);
      const bytes = new Uint8Array(place[1]);
      readSync(spool.fd, bytes, 0, bytes.length, place[0]);
      return bytes;
    },
    clear() {
      kept.clear();
      places.clear();
      inMemory = 0;
      if (spool !== undefined) closeSync(spool.fd);
      spool = undefined;
    },
  };
}

function folderBlobs(folder: string): BlobStore {
  const fileOf = (key: string) => join(folder, createHash('sha256').update(key).digest('hex'));
  return {
    put: (key, bytes) => writeFileSync(fileOf(key), bytes),
    get: (key) => (existsSync(fileOf(key)) ? new Uint8Array(readFileSync(fileOf(key))) : undefined),
  };
}
