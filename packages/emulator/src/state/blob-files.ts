import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BlobStore } from '../kernel.js';

/** Blobs in memory, or as files in a folder. */
export class Blobs implements BlobStore {
  readonly #memory = new Map<string, Uint8Array>();
  readonly #folder: string | undefined;

  constructor(stateDir: string | undefined) {
    this.#folder = stateDir === undefined ? undefined : join(stateDir, 'blobs');
    if (this.#folder !== undefined) mkdirSync(this.#folder, { recursive: true });
  }

  put(key: string, bytes: Uint8Array): void {
    if (this.#folder === undefined) {
      this.#memory.set(key, bytes);
      return;
    }
    const file = join(this.#folder, encodeURIComponent(key));
    writeFileSync(`${file}.part`, bytes);
    renameSync(`${file}.part`, file);
  }

  get(key: string): Uint8Array | undefined {
    if (this.#folder === undefined) return this.#memory.get(key);
    try {
      return readFileSync(join(this.#folder, encodeURIComponent(key)));
    } catch {
      return undefined;
    }
  }

  clear(): void {
    this.#memory.clear();
    if (this.#folder === undefined) return;
    rmSync(this.#folder, { recursive: true, force: true });
    mkdirSync(this.#folder, { recursive: true });
  }
}
