import { once } from 'node:events';
import { promisify } from 'node:util';
import { crc32, createInflateRaw, inflateRaw, inflateRawSync } from 'node:zlib';
import { IntegrityError } from '@ksef/core';
import type { Entry, ZipFile } from 'yauzl';
import type { PackageBytes } from '../parts/index.js';
import type { InvoiceMetadata } from '../query/index.js';
import { type ArchiveGuard, asIntegrityError, invalidArchive, metadataName } from './archive-limits.js';
import { invoiceName } from './invoice-name.js';
import type { PackageArchive } from './package-archive.js';
import { readMetadata } from './read-metadata.js';
import { unpack } from './unpack.js';

const inflateLater = promisify(inflateRaw);
// Inflating a small invoice takes less time than passing it to another thread.
const smallBytes = 65_536;

/** The kept part of a directory entry: thousands stay in memory. */
type Kept = Pick<
  Entry,
  'fileName' | 'compressedSize' | 'uncompressedSize' | 'compressionMethod' | 'crc32'
> & { readonly relativeOffsetOfLocalHeader: number };

/**
 * Opens a ZIP archive by its directory, which is at its end: names, sizes and their sums are checked before
 * anything is unpacked.
 */
export async function openZip(
  bytes: PackageBytes,
  guard: ArchiveGuard,
  onSkipped: (name: string) => void,
): Promise<PackageArchive> {
  const zip = await openDirectory(bytes);
  try {
    guard.expect(zip.entryCount);
    const entries = await readDirectory(zip, guard, onSkipped);
    guard.ratio(bytes.sizeBytes);
    const metadataEntry = entries.get(metadataName);
    if (metadataEntry === undefined) throw invalidArchive(`${metadataName} is missing`);
    const invoiceCount = entries.size - 1;
    const metadata = () => readMetadata(stream(zip, bytes, metadataEntry));
    return {
      invoiceCount,
      metadata,
      async *invoices() {
        for await (const one of metadata()) {
          yield {
            metadata: one,
            content: invoiceCount === 0 ? undefined : await content(zip, bytes, entries, one),
          };
        }
      },
      close: () => zip.close(),
    };
  } catch (error) {
    zip.close();
    throw error;
  }
}

async function openDirectory(bytes: PackageBytes): Promise<ZipFile> {
  const { default: yauzl } = await import('yauzl');
  class Reader extends yauzl.RandomAccessReader {
    // Only `read` is used: packed bytes are read without yauzl's streams.
    override read(
      buffer: Buffer,
      offset: number,
      length: number,
      position: number,
      callback: (error: Error | null) => void,
    ): void {
      bytes.read(position, length).then((found) => {
        found.copy(buffer, offset);
        callback(found.length === length ? null : new Error('unexpected end of the archive'));
      }, callback);
    }
  }
  return new Promise((resolve, reject) => {
    const options = { autoClose: false, lazyEntries: true, strictFileNames: true };
    yauzl.fromRandomAccessReader(new Reader(), bytes.sizeBytes, options, (error, zip) => {
      if (error) reject(asIntegrityError(error));
      else resolve(zip);
    });
  });
}

async function readDirectory(
  zip: ZipFile,
  guard: ArchiveGuard,
  onSkipped: (name: string) => void,
): Promise<Map<string, Kept>> {
  const entries = new Map<string, Kept>();
  const ended = once(zip, 'end');
  zip.on('entry', (entry: Entry) => {
    try {
      const { fileName, compressionMethod, compressedSize, uncompressedSize, crc32 } = entry;
      guard.add(fileName, uncompressedSize);
      if (entry.isEncrypted() || (compressionMethod !== 0 && compressionMethod !== 8)) {
        throw invalidArchive(`${fileName} uses an unknown compression method (${compressionMethod})`);
      }
      const { relativeOffsetOfLocalHeader } = entry;
      if (fileName === metadataName || invoiceName(fileName)) {
        entries.set(fileName, {
          fileName,
          compressionMethod,
          compressedSize,
          uncompressedSize,
          crc32,
          relativeOffsetOfLocalHeader,
        });
      } else onSkipped(fileName);
      zip.readEntry();
    } catch (error) {
      zip.emit('error', error);
    }
  });
  zip.readEntry();
  await ended.catch((error: unknown) => {
    throw asIntegrityError(error);
  });
  return entries;
}

/** A file of any length, piece by piece. */
async function* stream(zip: ZipFile, bytes: PackageBytes, entry: Kept): AsyncGenerator<Uint8Array, void> {
  try {
    const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry as Entry, { minimal: true });
    const packed = bytes.stream(fileDataStart, fileDataStart + entry.compressedSize);
    const plain = entry.compressionMethod === 0 ? packed : unpack(packed, createInflateRaw());
    let sizeBytes = 0;
    let checksum = 0;
    for await (const chunk of plain) {
      sizeBytes += chunk.length;
      if (sizeBytes > entry.uncompressedSize) break;
      checksum = crc32(chunk, checksum);
      yield chunk;
    }
    if (sizeBytes !== entry.uncompressedSize || checksum !== entry.crc32) throw otherBytes(entry);
  } catch (error) {
    throw asIntegrityError(error);
  }
}

async function content(
  zip: ZipFile,
  bytes: PackageBytes,
  entries: ReadonlyMap<string, Kept>,
  { ksefNumber }: InvoiceMetadata,
): Promise<Uint8Array> {
  const entry = entries.get(`${ksefNumber}.xml`);
  if (entry === undefined) {
    throw new IntegrityError(
      `The metadata of the package list invoice ${ksefNumber}, which it does not contain.`,
      {
        code: 'INCOMPLETE_PACKAGE',
      },
    );
  }
  try {
    const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry as Entry, { minimal: true });
    const packed = await bytes.read(fileDataStart, entry.compressedSize);
    // Never a piece of a decrypted window: it would hold all of that in memory.
    const plain =
      entry.compressionMethod === 0 ? new Uint8Array(packed) : await inflate(packed, entry.uncompressedSize);
    if (plain.length !== entry.uncompressedSize || crc32(plain) !== entry.crc32) {
      throw otherBytes(entry);
    }
    return new Uint8Array(plain.buffer, plain.byteOffset, plain.length);
  } catch (error) {
    throw asIntegrityError(error);
  }
}

async function inflate(packed: Buffer, sizeBytes: number): Promise<Buffer> {
  // Never more than announced: the announced sizes have been judged. Room for it and for noticing its end, so that
  // it comes in one piece that holds nothing else.
  const options = { maxOutputLength: Math.max(1, sizeBytes), chunkSize: Math.max(64, sizeBytes + 1) };
  return packed.length <= smallBytes ? inflateRawSync(packed, options) : inflateLater(packed, options);
}

function otherBytes({ fileName }: Kept): IntegrityError {
  return invalidArchive(`${fileName} unpacks to other bytes than the directory says`);
}
