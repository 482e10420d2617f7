import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { journalClosed, journalCorrupt } from './journal-errors.js';
import { readLines, wholeLinesSize } from './lines.js';
import type { RunLock } from './run-lock.js';
import type { JournalEntry, JournalOptions, JournalRun } from './session-journal.js';

interface Pending {
  readonly text: string;
  resolve(): void;
  reject(error: unknown): void;
}

/** One run's file. Lines are only ever added; what waits while the disk is busy is written together. */
export class FileRun implements JournalRun {
  readonly #file: FileHandle;
  readonly #path: string;
  readonly #runId: string;
  readonly #lock: RunLock;
  #size: number;
  #pending: Pending[] = [];
  #writing: Promise<void> | undefined;
  #closing: Promise<void> | undefined;
  #failure: { readonly error: unknown } | undefined;

  private constructor(file: FileHandle, path: string, runId: string, lock: RunLock, size: number) {
    this.#file = file;
    this.#path = path;
    this.#runId = runId;
    this.#lock = lock;
    this.#size = size;
  }

  static async open(path: string, runId: string, lock: RunLock): Promise<FileRun> {
    const file = await open(path, constants.O_RDWR | constants.O_CREAT, 0o600);
    try {
      const size = await wholeLinesSize(file);
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

  async append(entries: readonly JournalEntry[], options?: JournalOptions): Promise<void> {
    options?.signal?.throwIfAborted();
    if (this.#closing !== undefined) throw journalClosed(this.#runId);
    if (this.#failure !== undefined) throw this.#failure.error;
    if (entries.length === 0) return;
    const text = entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');
    return new Promise((resolve, reject) => {
      this.#pending.push({ text, resolve, reject });
      this.#writing ??= this.#write();
    });
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    await this.#writing;
    try {
      await this.#file.close();
    } finally {
      await this.#lock.release();
    }
  }

  async #write(): Promise<void> {
    // Callers of the same turn share the first write too.
    await Promise.resolve();
    while (this.#pending.length > 0) {
      const group = this.#pending;
      this.#pending = [];
      try {
        if (this.#failure !== undefined) throw this.#failure.error;
        const bytes = Buffer.from(group.map(({ text }) => text).join(''));
        for (let done = 0; done < bytes.length; ) {
          const { bytesWritten } = await this.#file.write(
            bytes,
            done,
            bytes.length - done,
            this.#size + done,
          );
          done += bytesWritten;
        }
        await this.#file.datasync();
        this.#size += bytes.length;
        for (const { resolve } of group) resolve();
      } catch (error) {
        // What is on the disk now is unknown: nothing more goes into this file until it is opened, and mended, again.
        this.#failure ??= { error };
        for (const { reject } of group) reject(error);
      }
    }
    this.#writing = undefined;
  }
}

function parseEntry(line: string, where: string): JournalEntry {
  let entry: unknown;
  try {
    entry = JSON.parse(line);
  } catch (cause) {
    throw journalCorrupt(where, cause);
  }
  if (typeof entry === 'object' && entry !== null && typeof (entry as JournalEntry).type === 'string')
    return entry as JournalEntry;
  throw journalCorrupt(`${where} is no entry`);
}
