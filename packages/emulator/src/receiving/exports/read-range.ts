import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';

// In steps of the usual 64 KiB reading takes longer than sending.
const stepBytes = 512 * 1024;
// One is being sent, one waits to be, and one is being read into.
const bufferCount = 3;

/**
 * A stretch of a file, `end` included, to be piped to one reader. Its buffers are used again: buffers for each step
 * keep the garbage collector of a large heap busier than all of the sending.
 */
export function readRange(file: string, start: number, end: number): Readable {
  return Readable.from(steps(file, start, end), { objectMode: false, highWaterMark: 1 });
}

async function* steps(file: string, start: number, end: number): AsyncGenerator<Buffer, void> {
  const handle = await open(file);
  try {
    const longest = Math.min(stepBytes, end - start + 1);
    const buffers = Array.from({ length: bufferCount }, () => Buffer.allocUnsafeSlow(longest));
    for (let at = start, step = 0; at <= end; step++) {
      const buffer = buffers[step % bufferCount] as Buffer;
      const { bytesRead } = await handle.read(buffer, 0, Math.min(longest, end - at + 1), at);
      if (bytesRead === 0) throw new Error(`${file} ends before byte ${end}`);
      at += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await handle.close();
  }
}
