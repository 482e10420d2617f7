import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { extract } from 'tar-stream';
import type { PackedEntry } from './packed-entry.js';

/** What stands between files: the reader keeps headers in memory as a whole, however long they say they are. */
const mostBetweenFiles = 1_000_000;

/** The entries of a TAR archive under GZIP; what is not a file has no content. */
export async function* untar(archive: string): AsyncGenerator<PackedEntry> {
  const entries = extract();
  let sinceContent = 0;
  const watched = async function* (plain: AsyncIterable<Buffer>) {
    for await (const chunk of plain) {
      sinceContent += chunk.length;
      if (sinceContent > mostBetweenFiles) throw new Error('Nagłówki archiwum są za długie.');
      yield chunk;
    }
  };
  const read = async function* (content: AsyncIterable<Buffer>) {
    for await (const chunk of content) {
      sinceContent = 0;
      yield chunk;
    }
  };
  const stopped = new AbortController();
  const { signal } = stopped;
  const piped = pipeline(createReadStream(archive), createGunzip(), watched, entries, { signal });
  piped.catch((error: Error) => entries.destroy(error));
  try {
    for await (const entry of entries) {
      const content = read(entry as AsyncIterable<Buffer>);
      if (entry.header.type === 'file') yield { name: entry.header.name, content };
      else {
        yield { name: entry.header.name };
        for await (const _chunk of content);
      }
    }
  } finally {
    stopped.abort();
    await piped.catch(() => undefined);
  }
}
