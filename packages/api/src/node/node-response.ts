import type { IncomingMessage } from 'node:http';
import { pipeline, Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import type { FetchResponse } from '../fetch-function.js';

type Decoder = ReturnType<typeof createGunzip>;

const decoders: Readonly<Record<string, () => Decoder>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress as () => Decoder,
};

/** The encodings for `Accept-Encoding`. */
export const encodings = 'gzip, deflate, br';

/** The response of `node:http`, decompressed, in the shape of the platform's. */
export function nodeResponse(message: IncomingMessage): FetchResponse {
  const { statusCode: status = 0, headers } = message;
  const empty = status === 204 || status === 205 || status === 304 || headers['content-length'] === '0';
  // Readers get failures from the stream itself. This listener is for failures while nobody reads: an error without a
  // listener would end the process.
  message.on('error', ignore);
  // A connection serves the next request only after its response has been read.
  if (empty) message.resume();
  const content = empty ? message : decoded(message);
  let body: ReadableStream<Uint8Array> | undefined;
  const all = async (maxBytes: number) => (empty ? Buffer.alloc(0) : collect(content, maxBytes));
  return {
    status,
    ok: status >= 200 && status < 300,
    headers: {
      get: (name) => joined(headers[name.toLowerCase()]) ?? null,
      *[Symbol.iterator](): Generator<[string, string]> {
        for (const [name, value] of Object.entries(headers)) yield [name, joined(value) ?? ''];
      },
    },
    get body() {
      if (empty) return null;
      body ??= Readable.toWeb(content) as ReadableStream<Uint8Array>;
      return body;
    },
    async readBytes(maxBytes) {
      const bytes = await all(maxBytes);
      // Not a Buffer: bytes are the same kind of array as over `fetch`.
      return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    },
    text: async () => (await all(Infinity)).toString(),
    async arrayBuffer() {
      const bytes = await all(Infinity);
      return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
    },
  };
}

function ignore(): void {}

function joined(value: string | readonly string[] | undefined): string | undefined {
  return typeof value === 'object' ? value.join(', ') : value;
}

async function collect(content: Readable, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of content as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      length += chunk.byteLength;
      // Leaving the loop ends the connection.
      if (length > maxBytes) throw new Error('the body is too long');
    }
  } catch (error) {
    // Gateways leave `Content-Encoding` on bodies that they have emptied.
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'Z_BUF_ERROR' || (content as Partial<Decoder>).bytesWritten !== 0) throw error;
  }
  return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, length);
}

function decoded(message: IncomingMessage): Readable {
  const make = decoders[message.headers['content-encoding']?.trim().toLowerCase() ?? ''];
  if (make === undefined) return message;
  const decoder = make();
  decoder.on('error', ignore);
  pipeline(message, decoder, ignore);
  return decoder;
}
