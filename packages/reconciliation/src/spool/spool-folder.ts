import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const algorithm = 'aes-256-ctr';
const chunkChars = 64 * 1024;

/** A file of lines in a {@link SpoolFolder}. */
export interface SpoolFile {
  readonly path: string;
  readonly iv: Buffer;
}

/**
 * Temporary files of one reconciliation. Invoices are trade secrets: the files are encrypted with a key that only this
 * process has, so files of a killed process cannot be read.
 */
export class SpoolFolder {
  readonly #key = randomBytes(32);
  #path: Promise<string> | undefined;
  #files = 0;

  /** Writes lines into a new file. */
  async write(lines: Iterable<string> | AsyncIterable<string>): Promise<SpoolFile> {
    this.#path ??= mkdtemp(join(tmpdir(), 'ksef-reconcile-'));
    const path = join(await this.#path, `${this.#files++}`);
    const iv = randomBytes(16);
    const file = await open(path, 'wx', 0o600);
    try {
      await this.#encrypt(file, iv, lines);
    } finally {
      await file.close();
    }
    return { path, iv };
  }

  /** The lines of a file. */
  async *read({ path, iv }: SpoolFile): AsyncGenerator<string> {
    const decipher = createDecipheriv(algorithm, this.#key, iv);
    const decoder = new TextDecoder();
    let rest = '';
    for await (const chunk of createReadStream(path, { highWaterMark: chunkChars })) {
      const lines = (rest + decoder.decode(decipher.update(chunk as Buffer), { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
    }
  }

  async remove({ path }: SpoolFile): Promise<void> {
    await rm(path, { force: true });
  }

  /** Removes everything. */
  async close(): Promise<void> {
    if (this.#path !== undefined) await rm(await this.#path, { recursive: true, force: true });
  }

  async #encrypt(file: FileHandle, iv: Buffer, lines: Iterable<string> | AsyncIterable<string>) {
    const cipher = createCipheriv(algorithm, this.#key, iv);
    let held = '';
    for await (const line of lines) {
      held += `${line}\n`;
      if (held.length < chunkChars) continue;
      await file.writeFile(cipher.update(held, 'utf8'));
      held = '';
    }
    await file.writeFile(cipher.update(held, 'utf8'));
  }
}
