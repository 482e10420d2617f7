import { open } from 'node:fs/promises';
import { inflateRawSync } from 'node:zlib';
import { type Entry, fromRandomAccessReaderPromise, type ZipFile } from 'yauzl';
import type { PackedEntry } from './packed-entry.js';
import { WindowedFile } from './windowed-file.js';

/** The entries of a ZIP archive; files up to so many bytes come whole, larger ones as streams, folders without content. */
export async function* unzip(archive: string, wholeBytes: number): AsyncGenerator<PackedEntry> {
  const file = await open(archive);
  try {
    const { size } = await file.stat();
    const reader = new WindowedFile(file, archive);
    const zip = await fromRandomAccessReaderPromise(reader, size, { autoClose: false });
    for await (const entry of zip.eachEntry()) {
      if (entry.fileName.endsWith('/')) {
        yield { name: entry.fileName };
        continue;
      }
      const content = isSmall(entry, wholeBytes)
        ? [await readWhole(reader, zip, entry)]
        : await zip.openReadStreamPromise(entry);
      yield { name: entry.fileName, content, check: entry.crc32 };
    }
  } finally {
    await file.close();
  }
}

function isSmall(entry: Entry, wholeBytes: number): boolean {
  return (
    entry.canDecodeFileData() && entry.uncompressedSize <= wholeBytes && entry.compressedSize <= wholeBytes
  );
}

/** Without a stream, which would go to the thread pool and back several times for a few thousand bytes. */
async function readWhole(reader: WindowedFile, zip: ZipFile, entry: Entry): Promise<Buffer> {
  const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true });
  const packed = await reader.bytesAt(fileDataStart, entry.compressedSize);
  if (entry.compressionMethod === 0) return packed;
  // What is longer than the archive says is refused here.
  const bytes = inflateRawSync(packed, { maxOutputLength: Math.max(1, entry.uncompressedSize) });
  if (bytes.length !== entry.uncompressedSize) {
    throw new Error(`Plik '${entry.fileName}' jest krótszy, niż podaje archiwum.`);
  }
  return bytes;
}
