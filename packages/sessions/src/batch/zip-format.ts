import { type ArchiveEntry, type ArchiveFormat, mostDeflated } from './archive-format.js';

const localBytes = 30;
const centralBytes = 46;
const endBytes = 22;
// APPNOTE.TXT 4.4: made and read by version 2.0, deflated, names in UTF-8.
const version = 20;
const utf8 = 0x800;
const deflated = 8;
// 1980-01-01, the same for every file: an archive's bytes follow from its contents alone.
const date = (1 << 5) | 1;

/** ZIP: headers and directory around what was deflated elsewhere. See docs/decisions/0036. */
export function zipFormat(): ArchiveFormat {
  const directory = new Directory();
  let offset = 0;
  return {
    compressionType: 'Zip',
    mostBytes: ({ name, size }) =>
      localBytes + centralBytes + 2 * Buffer.byteLength(name) + mostDeflated(size),
    write(entries, { into, lengths, crcs }, target) {
      const archive = Buffer.from(target.buffer, target.byteOffset, target.length);
      let read = 0;
      let end = 0;
      entries.forEach((entry, index) => {
        const length = lengths[index] as number;
        const headerEnd = writeHeader(archive, end, entry, length, crcs[index] as number);
        directory.add(archive.subarray(end, headerEnd), offset + end);
        archive.set(into.subarray(read, read + length), headerEnd);
        read += length;
        end = headerEnd + length;
      });
      offset += end;
      return end;
    },
    endBytes: () => directory.size + endBytes,
    end: () => directory.end(offset),
  };
}

function writeHeader(to: Buffer, start: number, { name, size }: ArchiveEntry, length: number, crc: number) {
  const nameBytes = to.write(name, start + localBytes);
  to.writeUInt32LE(0x04034b50, start);
  to.writeUInt16LE(version, start + 4);
  to.writeUInt16LE(utf8, start + 6);
  to.writeUInt16LE(deflated, start + 8);
  to.writeUInt16LE(0, start + 10);
  to.writeUInt16LE(date, start + 12);
  to.writeUInt32LE(crc, start + 14);
  to.writeUInt32LE(length, start + 18);
  to.writeUInt32LE(size, start + 22);
  to.writeUInt16LE(nameBytes, start + 26);
  to.writeUInt16LE(0, start + 28);
  return start + localBytes + nameBytes;
}

/** The central directory as it grows: some 60 bytes a file, where an object each would take a kilobyte. */
class Directory {
  #bytes = Buffer.alloc(64 * 1024);
  #count = 0;
  size = 0;

  /** @param header the file's local header, which stands at `offset` */
  add(header: Buffer, offset: number): void {
    const start = this.size;
    this.size += header.length + centralBytes - localBytes;
    if (this.size > this.#bytes.length) this.#bytes = Buffer.concat([this.#bytes], 2 * this.#bytes.length);
    this.#bytes.writeUInt32LE(0x02014b50, start);
    this.#bytes.writeUInt16LE(version, start + 4);
    header.copy(this.#bytes, start + 6, 4, localBytes);
    // No comment, one disk, no attributes: what a new buffer has there.
    this.#bytes.writeUInt32LE(offset, start + 42);
    header.copy(this.#bytes, start + centralBytes, localBytes);
    this.#count++;
  }

  /** The directory, and the record that ends it. */
  end(offset: number): readonly Uint8Array[] {
    const end = Buffer.alloc(endBytes);
    end.writeUInt32LE(0x06054b50, 0);
    end.writeUInt16LE(this.#count, 8);
    end.writeUInt16LE(this.#count, 10);
    end.writeUInt32LE(this.size, 12);
    end.writeUInt32LE(offset, 16);
    return [this.#bytes.subarray(0, this.size), end];
  }
}
