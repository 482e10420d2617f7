import { closeSync, existsSync, ftruncateSync, openSync, renameSync, rmSync } from 'node:fs';
import type { Collection } from '../collection.js';
import { AppendFile } from './append-file.js';
import { readLines } from './read-lines.js';

/** Fewer lines are not worth being rewritten. */
const fewLines = 1000;

/** Every change is a line of its own; the last line of a key wins. A torn last line (kill -9) is dropped. */
export class MirroredCollection<T> implements Collection<T> {
  readonly #values = new Map<string, T>();
  readonly #file: string | undefined;
  readonly #lines: AppendFile | undefined;

  constructor(file: string | undefined) {
    this.#file = file;
    this.#lines = file === undefined ? undefined : new AppendFile(file);
    if (file === undefined || !existsSync(file)) return;
    let lines = 0;
    let end = 0;
    for (const line of readLines(file)) {
      lines++;
      try {
        this.#apply(line.text);
      } catch {
        throw new Error(`Line ${lines} of ${file} is damaged. Remove the state folder, or restore it.`);
      }
      end = line.end;
    }
    // What stands after the last whole line was never acknowledged; the next line must not stick to it.
    const fd = openSync(file, 'r+');
    ftruncateSync(fd, end);
    closeSync(fd);
    if (lines > fewLines && lines > 2 * this.#values.size) this.#rewrite(file);
  }

  get size(): number {
    return this.#values.size;
  }

  get(key: string): T | undefined {
    return this.#values.get(key);
  }

  set(key: string, value: T): void {
    // Written first: what fails to be written has not happened.
    this.#append([key, value]);
    this.#values.set(key, value);
  }

  delete(key: string): void {
    if (!this.#values.has(key)) return;
    this.#append([key]);
    this.#values.delete(key);
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
    this.#lines?.close();
  }

  #append(line: readonly unknown[]): void {
    this.#lines?.append(`${JSON.stringify(line)}\n`);
  }

  /** Without what has been overwritten. */
  #rewrite(file: string): void {
    const lines = new AppendFile(`${file}.new`);
    try {
      rmSync(`${file}.new`, { force: true });
      for (const entry of this.#values) lines.append(`${JSON.stringify(entry)}\n`);
      lines.close();
      renameSync(`${file}.new`, file);
    } catch {
      // No room for both: the old one does as well.
      lines.close();
      rmSync(`${file}.new`, { force: true });
    }
  }

  #apply(line: string): void {
    const [key, ...value] = JSON.parse(line) as [string, T?];
    if (value.length === 0) this.#values.delete(key);
    else this.#values.set(key, value[0] as T);
  }
}
