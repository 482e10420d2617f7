import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { toDisk } from '@ksef/core/internal/node';
import { AppendQueue } from './append-queue.js';
import { journalLost } from './journal-errors.js';
import { parseEntry } from './parse-entry.js';
import { readLines, usableSize } from './read-lines.js';
import type { RunLock } from './run-lock.js';
import type { JournalEntry, JournalOptions, JournalRun } from './session-journal.js';

/** One run's file. Lines are only ever appended. Lines that wait while the disk is busy are written together. */
export class FileRun implements JournalRun {
  readonly #file: FileHandle;
  readonly #path: string;
  readonly #runId: string;
  readonly #lock: RunLock;
  readonly #queue: AppendQueue;
  #size: number;
  #closing: Promise<void> | undefined;

  private constructor(file: FileHandle, path: string, runId: string, lock: RunLock, size: number) {
    this.#file = file;
    this.#path = path;
    this.#runId = runId;
    this.#lock = lock;
    this.#size = size;
    this.#queue = new AppendQueue(runId, (lines) => this.#write(lines));
  }

  static async open(path: string, runId: string, lock: RunLock): Promise<FileRun> {
    const file = await open(path, constants.O_RDWR | constants.O_CREAT, 0o600);
    try {
      const size = await usableSize(file);
      await file.truncate(size);
      return new FileRun(file, path, runId, lock, size);
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  async *entries(options?: JournalOptions): AsyncGenerator<JournalEntry> {
    let number = 0;
    for await (const line of readLines(this.#path, this.#size)) {
      options?.signal?.throwIfAborted();
      yield parseEntry(line, `${this.#path}, line ${++number}`);
    }
  }

  append(entries: readonly JournalEntry[], options?: JournalOptions): Promise<void> {
    return this.#queue.append(entries, options);
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    await this.#queue.close();
    try {
      await this.#file.close();
    } finally {
      await this.#lock.release();
    }
  }

  async #write(lines: readonly string[]): Promise<void> {
    await this.#lock.check();
    // Removed or replaced: the lines would be written to a file that is in no folder any more.
    if ((await this.#file.stat()).nlink === 0) throw journalLost(this.#runId, this.#path);
    const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''));
    for (let done = 0; done < bytes.length; ) {
      const { bytesWritten } = await this.#file.write(bytes, done, bytes.length - done, this.#size + done);
      done += bytesWritten;
    }
    await toDisk(this.#file, 'datasync');
    this.#size += bytes.length;
  }
}
