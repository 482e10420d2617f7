import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { BlobStore, Collection } from '../collection.js';
import { BlobFile } from './blob-file.js';
import { MirroredCollection } from './mirrored-collection.js';
import { StateFolder } from './state-folder.js';
import { makeWorkFolder } from './work-folders.js';

/** Where the emulator keeps what it knows: memory, mirrored to a folder when one is given. */
export class Storage {
  readonly #state: StateFolder | undefined;
  readonly #collections = new Map<string, MirroredCollection<unknown>>();
  readonly #blobs: BlobFile;
  #workFolder: string | undefined;

  /** @throws Error in one line when the folder is another emulator's, of another version, or not to be written */
  constructor(folder: string | undefined, onLost: () => void) {
    this.#state = folder === undefined ? undefined : new StateFolder(folder, onLost);
    this.#blobs = new BlobFile(
      () => join(this.#state?.path ?? this.workFolder(), 'blobs'),
      this.collection('blobs'),
      this.#state === undefined ? keptInMemoryBytes : 0,
    );
  }

  get blobs(): BlobStore {
    return this.#blobs;
  }

  collection<T>(name: string): Collection<T> {
    const known = this.#collections.get(name);
    if (known !== undefined) return known as unknown as Collection<T>;
    const file = this.#state && join(this.#state.path, `${name}.ndjson`);
    const made = new MirroredCollection<unknown>(file);
    this.#collections.set(name, made);
    return made as unknown as Collection<T>;
  }

  /** Folder for big files; a temporary one is made when it is first asked for. */
  workFolder(): string {
    if (this.#workFolder === undefined) {
      this.#workFolder = this.#state === undefined ? makeWorkFolder() : join(this.#state.path, 'work');
      mkdirSync(this.#workFolder, { recursive: true, mode: 0o700 });
      if (this.#state === undefined) process.once('exit', this.close);
    }
    return this.#workFolder;
  }

  /** Forgets everything but the collections with these names. */
  clear(kept: readonly string[]): void {
    for (const [name, collection] of this.#collections) if (!kept.includes(name)) collection.clear();
    this.#blobs.clear();
    if (this.#workFolder === undefined) return;
    for (const name of readdirSync(this.#workFolder)) {
      // Work that is under way may write a file into a folder while it is being removed.
      rmSync(join(this.#workFolder, name), { recursive: true, force: true, maxRetries: 5, retryDelay: 10 });
    }
  }

  readonly close = (): void => {
    process.off('exit', this.close);
    this.#blobs.close();
    for (const collection of this.#collections.values()) collection.release();
    this.#state?.release();
    if (this.#state !== undefined || this.#workFolder === undefined) return;
    rmSync(this.#workFolder, { recursive: true, force: true });
    this.#workFolder = undefined;
  };
}

/** How much is held in memory before files go to disk. */
const keptInMemoryBytes = 16 * 1024 * 1024;
