import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { SessionLimits } from '../session-limits.js';
import { PackageFault } from './package-fault.js';
import type { PackedEntry } from './packed-entry.js';
import { untar } from './untar.js';
import { unzip } from './unzip.js';

/** As file systems have it. */
const longestName = 255;

/** One file of a package. */
export interface PackedFile {
  readonly name: string;
  readonly size: number;
  /** SHA-256 in Base64. */
  readonly hash: string;
  /** Absent when it is larger than any invoice may be. */
  readonly bytes?: Uint8Array;
}

/** The files of a package one after another, whatever the kind of archive; anything unreadable is status 430. */
export async function* unpack(
  archive: string,
  compressionType: 'Zip' | 'TarGz',
  limits: SessionLimits,
): AsyncGenerator<PackedFile> {
  const files =
    compressionType === 'Zip' ? unzip(archive, limits.maxInvoiceWithAttachmentBytes) : untar(archive);
  const names = new Set<string>();
  let entries = 0;
  let left = limits.maxInvoices * limits.maxInvoiceWithAttachmentBytes;
  try {
    for await (const { name, content, check } of files) {
      // Folders and links are skipped, not without end.
      if (++entries > 2 * limits.maxInvoices + 100) throw new Error('Archiwum zawiera zbyt wiele pozycji.');
      if (content === undefined) continue;
      if (name.length > longestName) throw new Error(`Nazwa pliku ma więcej niż ${longestName} znaków.`);
      // The same name twice is an unknown error of the real server.
      if (names.has(name)) throw new PackageFault(500, `Plik '${name}' powtarza się w paczce.`);
      if (names.add(name).size > limits.maxInvoices) {
        throw new PackageFault(
          420,
          `Przekroczono dopuszczalną liczbę faktur w paczce: '${limits.maxInvoices}'. Liczba faktur w paczce: '${names.size}'.`,
        );
      }
      const file = await readFile(name, content, limits.maxInvoiceWithAttachmentBytes, left, check);
      left -= file.size;
      yield file;
    }
  } catch (error) {
    throw error instanceof PackageFault ? error : new PackageFault(430, describe(error));
  }
}

async function readFile(
  name: string,
  content: NonNullable<PackedEntry['content']>,
  largestInvoice: number,
  most: number,
  check: number | undefined,
): Promise<PackedFile> {
  const hash = createHash('sha256');
  let chunks: Buffer[] = [];
  let size = 0;
  let crc = 0;
  for await (const chunk of content) {
    size += chunk.length;
    if (size > most) throw new Error('Rozpakowana paczka jest za duża.');
    hash.update(chunk);
    if (check !== undefined) crc = crc32(chunk, crc);
    if (size <= largestInvoice) chunks.push(chunk);
    else chunks = [];
  }
  if (check !== undefined && crc !== check) throw new Error(`Plik '${name}' jest uszkodzony.`);
  const found = { name, size, hash: hash.digest('base64') };
  return size > largestInvoice ? found : { ...found, bytes: joined(chunks) };
}

function joined(chunks: readonly Buffer[]): Buffer {
  const [first] = chunks;
  return first !== undefined && chunks.length === 1 ? first : Buffer.concat(chunks);
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
