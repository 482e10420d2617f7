import { createReadStream } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { journalCorrupt } from './journal-errors.js';
import { parseEntry } from './parse-entry.js';

const newline = 10;
const chunkSize = 64 * 1024;
/** Far above any entry. A longer line is not written by this package, and must not fill the memory. */
const longestLine = 1024 * 1024;
/** One crash does not tear more lines than this. */
const mostRepaired = 100;

/** How many bytes of the file are complete lines. The rest is a line that a crash cut short. */
export async function wholeLinesSize(file: FileHandle): Promise<number> {
  return lineEndBefore(file, (await file.stat()).size);
}

/**
 * How many bytes of the file are usable lines. This excludes a last line that a crash cut short, and last lines that
 * are not entries, as a power failure or two concurrent writers leave them. A file without a single entry is not a
 * journal, and is not repaired.
 */
export async function usableSize(file: FileHandle): Promise<number> {
  const whole = await wholeLinesSize(file);
  for (let end = whole, lines = 0; end > 0 && lines < mostRepaired; lines++) {
    const start = await lineEndBefore(file, end - 1);
    if (await isEntry(file, start, end - 1)) return end;
    end = start;
  }
  return whole;
}

/** The end of the last line that ends within the first `size` bytes. */
async function lineEndBefore(file: FileHandle, size: number): Promise<number> {
  const buffer = Buffer.alloc(chunkSize);
  for (let end = size; end > 0; ) {
    const start = Math.max(0, end - chunkSize);
    const { bytesRead } = await file.read(buffer, 0, end - start, start);
    const last = buffer.subarray(0, bytesRead).lastIndexOf(newline);
    if (last >= 0) return start + last + 1;
    end = start;
  }
  return 0;
}

async function isEntry(file: FileHandle, start: number, end: number): Promise<boolean> {
  if (end - start > longestLine) return false;
  const buffer = Buffer.alloc(end - start);
  await file.read(buffer, 0, buffer.length, start);
  try {
    parseEntry(buffer.toString('utf8'), 'the last line');
    return true;
  } catch {
    return false;
  }
}

/** The lines of the first `size` bytes. @throws IntegrityError `JOURNAL_CORRUPT` for an endless one */
export async function* readLines(path: string, size: number): AsyncGenerator<string> {
  if (size === 0) return;
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(path, { end: size - 1, highWaterMark: chunkSize })) {
    let bytes = Buffer.concat([rest, chunk as Buffer]);
    for (let end = bytes.indexOf(newline); end >= 0; end = bytes.indexOf(newline)) {
      yield bytes.toString('utf8', 0, end);
      bytes = bytes.subarray(end + 1);
    }
    if (bytes.length > longestLine) throw journalCorrupt(`${path} has a line of over ${longestLine} bytes`);
    rest = bytes;
  }
}
