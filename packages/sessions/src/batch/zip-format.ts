import { Zip, type ZipInputFile } from 'fflate';
import { type ArchiveEntry, type ArchiveFormat, joined, mostDeflated } from './archive-format.js';

// The same for every file and in every time zone: an archive's bytes follow from its contents alone.
const modified = new Date(1980, 0, 1);
const headerBytes = 30 + 16;
const directoryBytes = 46;
const endBytes = 22;

/** ZIP: fflate writes headers and directory around what was deflated elsewhere. */
export function zipFormat(): ArchiveFormat {
  let out: Uint8Array[] = [];
  let directory = endBytes;
  const zip = new Zip((error, bytes) => {
    if (error) throw error;
    out.push(bytes);
  });
  const taken = () => {
    const bytes = out;
    out = [];
    return bytes;
  };
  return {
    compressionType: 'Zip',
    mostBytes: ({ name, content }) =>
      headerBytes + directoryBytes + 2 * Buffer.byteLength(name) + mostDeflated(content.length),
    async prepare(entries) {
      return {
        bytes: joined(entries.map(({ content }) => content)),
        lengths: entries.map(({ content }) => content.length),
        last: true,
      };
    },
    write(entries, deflated) {
      let start = 0;
      entries.forEach((entry, index) => {
        const length = deflated.lengths[index] ?? 0;
        add(zip, entry, deflated.crcs[index] ?? 0, deflated.bytes.subarray(start, start + length));
        start += length;
        directory += directoryBytes + Buffer.byteLength(entry.name);
      });
      return taken();
    },
    endBytes: () => directory,
    end() {
      zip.end();
      return taken();
    },
  };
}

function add(zip: Zip, { name, content }: ArchiveEntry, crc: number, deflated: Uint8Array): void {
  const file: ZipInputFile = {
    filename: name,
    size: content.length,
    crc,
    compression: 8,
    flag: 0,
    mtime: modified,
  };
  zip.add(file);
  file.ondata?.(null, deflated as Uint8Array<ArrayBuffer>, true);
}
