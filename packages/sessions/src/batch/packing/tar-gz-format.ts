import { crc32 } from 'node:zlib';
import { packTar } from 'modern-tar';
import { type ArchiveFormat, mostDeflated } from './archive-format.js';
import type { Movable } from './work-threads.js';

const block = 512;
const modified = new Date(0);
// RFC 1952: no name, no time, unknown system. Then one deflate stream made of pieces, each ended by a flush.
const gzipHeader = Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255);
const lastDeflateBlock = Uint8Array.of(3, 0);
// Upper bound of the deflated zeros that end a tar, the last block, checksum and size.
const endBytes = 64;

/** TAR in GZIP: the pieces of one deflate stream are made concurrently, as `pigz` does. */
export function tarGzFormat(): ArchiveFormat {
  let crc = 0;
  let size = 0;
  let begun = false;
  const count = (bytes: Uint8Array) => {
    crc = crc32(bytes, crc);
    size = (size + bytes.length) % 2 ** 32;
  };
  const begin = (): Uint8Array => {
    const header = begun ? new Uint8Array(0) : gzipHeader;
    begun = true;
    return header;
  };
  return {
    compressionType: 'TarGz',
    // A header; for long or non-ASCII names, an extra record of one or two blocks with its own header; the content in
    // whole blocks.
    mostBytes({ name, size }) {
      const headers = /^[ -~]{1,99}$/.test(name) ? 1 : 4;
      const tarred = headers * block + Math.ceil(size / block) * block;
      return mostDeflated(tarred) + (begun ? 0 : gzipHeader.length);
    },
    async prepare(entries, contents) {
      const tar = await packTar(
        entries.map(({ name, size }, index) => ({
          header: { name, size, mtime: modified, mode: 0o644, type: 'file' },
          body: contents[index] as Uint8Array,
        })),
      );
      // Without the two blocks of zeros that end the tar: more files follow.
      const bytes = tar.subarray(0, -2 * block) as Movable;
      count(bytes);
      return bytes;
    },
    write(_entries, { into, lengths: [length = 0] }, target) {
      const header = begin();
      target.set(header);
      target.set(into.subarray(0, length), header.length);
      return header.length + length;
    },
    endBytes: () => endBytes + 2 * block,
    end() {
      const zeros = new Uint8Array(2 * block);
      count(zeros);
      const trailer = new DataView(new ArrayBuffer(8));
      trailer.setUint32(0, crc, true);
      trailer.setUint32(4, size, true);
      return [begin(), stored(zeros), lastDeflateBlock, new Uint8Array(trailer.buffer)];
    },
  };
}

/** An uncompressed deflate block of less than 64 KiB. */
function stored(bytes: Uint8Array): Uint8Array {
  const header = new DataView(new ArrayBuffer(5));
  header.setUint16(1, bytes.length, true);
  header.setUint16(3, ~bytes.length & 0xffff, true);
  return Buffer.concat([new Uint8Array(header.buffer), bytes]);
}
