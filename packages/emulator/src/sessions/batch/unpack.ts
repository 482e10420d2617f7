import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { crc32, createGunzip } from 'node:zlib';
import { extract } from 'tar-stream';
import { openPromise } from 'yauzl';
import type { SessionLimits } from '../limits.js';
import { PackageFault } from './package-fault.js';

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
  const files = compressionType === 'Zip' ? unzip(archive) : untar(archive);
  const names = new Set<string>();
  let left = limits.maxInvoices * limits.maxInvoiceWithAttachmentBytes;
  try {
    for await (const { name, content, check } of files) {
      // The same name twice is an unknown error of the real server.
      if (names.has(name)) throw new PackageFault(500, `Plik '${name}' powtarza się w paczce.`);
      if (names.add(name).size > limits.maxInvoices) {
        throw new PackageFault(420, `Dozwolona liczba faktur w sesji to ${limits.maxInvoices}.`);
      }
      const file = await readFile(name, content, limits.maxInvoiceWithAttachmentBytes, left, check);
      left -= file.size;
      yield file;
    }
  } catch (error) {
    throw error instanceof PackageFault ? error : new PackageFault(430, describe(error));
  }
}

interface Found {
  readonly name: string;
  readonly content: Readable;
  /** CRC-32 that the archive states. */
  readonly check?: number;
}

async function* unzip(archive: string): AsyncGenerator<Found> {
  const zip = await openPromise(archive);
  try {
    for await (const entry of zip.eachEntry()) {
      if (entry.fileName.endsWith('/')) continue;
      yield { name: entry.fileName, content: await zip.openReadStreamPromise(entry), check: entry.crc32 };
    }
  } finally {
    zip.close();
  }
}

async function* untar(archive: string): AsyncGenerator<Found> {
  const entries = extract();
  const source = createReadStream(archive);
  const plain = createGunzip();
  const fail = (error: Error) => entries.destroy(error);
  source.once('error', fail).pipe(plain).once('error', fail).pipe(entries);
  try {
    for await (const entry of entries) {
      if (entry.header.type === 'file') {
        yield { name: entry.header.name, content: Readable.from(entry as AsyncIterable<Buffer>) };
      } else entry.resume();
    }
  } finally {
    source.destroy();
    plain.destroy();
  }
}

async function readFile(
  name: string,
  content: Readable,
  largestInvoice: number,
  most: number,
  check: number | undefined,
): Promise<PackedFile> {
  const hash: Hash = createHash('sha256');
  let chunks: Buffer[] = [];
  let size = 0;
  let crc = 0;
  for await (const chunk of content as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > most) throw new Error('Rozpakowana paczka jest za duża.');
    hash.update(chunk);
    if (check !== undefined) crc = crc32(chunk, crc);
    if (size <= largestInvoice) chunks.push(chunk);
    else chunks = [];
  }
  if (check !== undefined && crc !== check) throw new Error(`Plik '${name}' jest uszkodzony.`);
  const found = { name, size, hash: hash.digest('base64') };
  return size > largestInvoice ? found : { ...found, bytes: Buffer.concat(chunks) };
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
