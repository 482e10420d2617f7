import { Zip, type ZipInputFile } from 'fflate';
import { type ArchiveEntry, type ArchiveFormat, mostDeflated } from './archive-format.js';

// The same for every file and in every time zone: an archive's bytes depend only on its contents.
const modified = new Date(1980, 0, 1);
// A local header, and the data descriptor of a file whose header does not contain its size.
const headerBytes = 30 + 16;
const directoryBytes = 46;
const endBytes = 22;

/** ZIP: fflate writes headers and directory around the bytes that were deflated elsewhere. */
export function zipFormat(): ArchiveFormat {
  let take: (bytes: Uint8Array) => void = () => {};
  let directory = endBytes;
  const zip = new Zip((error, bytes) => {
    if (error) throw error;
    take(bytes);
  });
  return {
    compressionType: 'Zip',
    mostBytes: ({ name, size }) =>
      headerBytes + directoryBytes + 2 * Buffer.byteLength(name) + mostDeflated(size),
    write(entries, { into, lengths, crcs }, target) {
      let read = 0;
      let end = 0;
      take = (bytes) => {
        target.set(bytes, end);
        end += bytes.length;
      };
      entries.forEach((entry, index) => {
        const length = lengths[index] ?? 0;
        add(zip, entry, crcs[index] ?? 0, into.subarray(read, read + length));
        read += length;
        directory += directoryBytes + Buffer.byteLength(entry.name);
      });
      return end;
    },
    endBytes: () => directory,
    end() {
      const last: Uint8Array[] = [];
      take = (bytes) => last.push(bytes);
      zip.end();
      return last;
    },
  };
}

function add(zip: Zip, { name, size }: ArchiveEntry, crc: number, deflated: Uint8Array): void {
  const file: ZipInputFile = { filename: name, size, crc, compression: 8, flag: 0, mtime: modified };
  zip.add(file);
  file.ondata?.(null, deflated as Uint8Array<ArrayBuffer>, true);
}
