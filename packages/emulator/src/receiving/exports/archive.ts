import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { pack } from 'tar-stream';
import { ZipFile } from 'yazl';
import type { CompressionType } from './records.js';

export interface ArchiveEntry {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** The bytes of an archive; an entry is asked for only when those before it have been written. */
export function archive(
  entries: Iterator<ArchiveEntry>,
  compressionType: CompressionType,
  now: number,
): AsyncIterable<Buffer> {
  const mtime = new Date(now);
  return compressionType === 'Zip' ? zip(entries, mtime) : tarGz(entries, mtime);
}

function zip(entries: Iterator<ArchiveEntry>, mtime: Date): AsyncIterable<Buffer> {
  const file = new ZipFile();
  const output = file.outputStream as Readable;
  const addNext = () => {
    try {
      const { done, value } = entries.next();
      if (done) return file.end();
      file.addReadStreamLazy(value.name, { mtime }, (callback) => {
        callback(null, Readable.from([value.bytes]));
        addNext();
      });
    } catch (error) {
      output.destroy(error as Error);
    }
  };
  file.on('error', (error) => output.destroy(error));
  addNext();
  return output;
}

async function* tarGz(entries: Iterator<ArchiveEntry>, mtime: Date): AsyncGenerator<Buffer> {
  const tar = pack();
  const output = createGzip();
  const piped = pipeline(tar as unknown as Readable, output);
  const filled = (async () => {
    for (let next = entries.next(); !next.done; next = entries.next()) {
      const { name, bytes } = next.value;
      await new Promise<void>((resolve, reject) => {
        const sink = tar.entry({ name, size: bytes.length, mtime }, (error) =>
          error ? reject(error) : resolve(),
        );
        sink.end(Buffer.from(bytes));
      });
    }
    tar.finalize();
  })();
  filled.catch((error) => output.destroy(error));
  piped.catch(() => undefined);
  yield* output;
  await Promise.all([filled, piped]);
}
