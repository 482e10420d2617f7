import { closeSync, openSync, readSync } from 'node:fs';

/** A line, and where the next one begins. */
export interface Line {
  readonly text: string;
  readonly end: number;
}

const chunkBytes = 1024 * 1024;
const newline = 0x0a;

/** The whole lines of a file that may be longer than a string can be; what has no line end is left out. */
export function* readLines(file: string): Generator<Line> {
  const fd = openSync(file, 'r');
  try {
    let rest = Buffer.alloc(0);
    let end = 0;
    for (;;) {
      const chunk = Buffer.allocUnsafe(chunkBytes);
      const read = readSync(fd, chunk, 0, chunkBytes, null);
      if (read === 0) return;
      const bytes = Buffer.concat([rest, chunk.subarray(0, read)]);
      let start = 0;
      for (let at = bytes.indexOf(newline); at !== -1; at = bytes.indexOf(newline, start)) {
        end += at + 1 - start;
        yield { text: bytes.toString('utf8', start, at), end };
        start = at + 1;
      }
      rest = bytes.subarray(start);
    }
  } finally {
    closeSync(fd);
  }
}
