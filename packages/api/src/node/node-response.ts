import type { IncomingMessage } from 'node:http';
import { pipeline, Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import type { FetchResponse } from '../fetch-function.js';

const decoders: Readonly<Record<string, () => NodeJS.ReadWriteStream>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

/** What may be asked for in `Accept-Encoding`. */
export const encodings = 'gzip, deflate, br';

/** The response of `node:http`, decompressed, in the shape of the platform's. */
export function nodeResponse(message: IncomingMessage): FetchResponse {
  const { statusCode: status = 0, headers } = message;
  const empty = status === 204 || status === 304 || headers['content-length'] === '0';
  // A connection serves the next request only when its response has been read.
  if (empty) message.resume();
  const content = decoded(message);
  let body: ReadableStream<Uint8Array> | undefined;
  const all = async (maxBytes: number) => (empty ? Buffer.alloc(0) : collect(content, maxBytes));
  return {
    status,
    ok: status >= 200 && status < 300,
    headers: {
      get: (name) => joined(headers[name.toLowerCase()]) ?? null,
      entries: () =>
        Object.entries(headers).map(([name, value]): [string, string] => [name, joined(value) ?? '']),
    },
    get body() {
      if (empty) return null;
      body ??= Readable.toWeb(content) as ReadableStream<Uint8Array>;
      return body;
    },
    readBytes: all,
    text: async () => (await all(Infinity)).toString(),
    async arrayBuffer() {
      const bytes = await all(Infinity);
      return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
    },
  };
}

function joined(value: string | readonly string[] | undefined): string | undefined {
  return typeof value === 'object' ? value.join(', ') : value;
}

async function collect(content: Readable, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of content as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    length += chunk.byteLength;
    // Leaving the loop ends the connection.
    if (length > maxBytes) throw new Error(`the body takes more than ${maxBytes} bytes`);
  }
  return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, length);
}

function decoded(message: IncomingMessage): Readable {
  const decoder = decoders[message.headers['content-encoding']?.toLowerCase() ?? ''];
  if (decoder === undefined) return message;
  // Whoever reads gets the failure from the stream itself.
  return pipeline(message, decoder(), () => {}) as unknown as Readable;
}
