import { crc32 } from 'node:zlib';
import type { packTar } from 'modern-tar';
import { type ArchiveFormat, mostDeflated } from './archive-format.js';

const block = 512;
const modified = new Date(0);
// RFC 1952: no name, no time, unknown system. Then one deflate stream made of pieces, each ended by a flush.
const gzipHeader = Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255);
const lastDeflateBlock = Uint8Array.of(3, 0);
// Deflated zeros that end a tar, the last block, checksum and size, with room to spare.
const endBytes = 64;

/** TAR in GZIP: the pieces of one deflate stream are made at the same time, as `pigz` does. */
export function tarGzFormat(pack: typeof packTar): ArchiveFormat {
  let crc = 0;
  let size = 0;
  let begun = false;
  const count = (bytes: Uint8Array) => {
    crc = crc32(bytes, crc);
    size = (size + bytes.length) % 2 ** 32;
  };
  const begin = (): readonly Uint8Array[] => {
    const header = begun ? [] : [gzipHeader];
    begun = true;
    return header;
  };
  return {
    compressionType: 'TarGz',
    // A header, for long and for foreign names a record of one or two blocks with its own; the content in whole blocks.
    mostBytes({ name, content }) {
      const headers = /^[ -~]{1,99}$/.test(name) ? 1 : 4;
      const tarred = headers * block + Math.ceil(content.length / block) * block;
      return mostDeflated(tarred) + (begun ? 0 : gzipHeader.length);
    },
    async prepare(entries) {
      const tar = await pack(
        entries.map(({ name, content }) => ({
          header: { name, size: content.length, mtime: modified, mode: 0o644, type: 'file' },
          body: content,
        })),
      );
      // Without the two blocks of zeros that end it: more follows.
      const bytes = tar.slice(0, -2 * block);
      count(bytes);
      return { bytes, lengths: [bytes.length], last: false };
    },
    write: (_entries, deflated) => [...begin(), deflated.bytes],
    endBytes: () => endBytes + 2 * block,
    end() {
      const zeros = new Uint8Array(2 * block);
      count(zeros);
      const trailer = new DataView(new ArrayBuffer(8));
      trailer.setUint32(0, crc, true);
      trailer.setUint32(4, size, true);
      return [...begin(), stored(zeros), lastDeflateBlock, new Uint8Array(trailer.buffer)];
    },
  };
}

/** A deflate block that is not compressed, of less than 64 KiB. */
function stored(bytes: Uint8Array): Uint8Array {
  const header = new DataView(new ArrayBuffer(5));
  header.setUint16(1, bytes.length, true);
  header.setUint16(3, ~bytes.length & 0xffff, true);
  return Buffer.concat([new Uint8Array(header.buffer), bytes]);
}
