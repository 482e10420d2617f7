import type { IncomingMessage } from 'node:http';
import { pipeline, Readable } from 'node:stream';
import { arrayBuffer, text } from 'node:stream/consumers';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import type { Answer } from '../answer.js';

const decoders: Readonly<Record<string, () => NodeJS.ReadWriteStream>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

/** What may be asked for in `Accept-Encoding`. */
export const encodings = 'gzip, deflate, br';

/** The answer of `node:http`, decompressed, in the shape of the platform's. */
export function nodeAnswer(message: IncomingMessage): Answer {
  const { statusCode: status = 0, headers } = message;
  const empty = status === 204 || status === 304 || headers['content-length'] === '0';
  // A connection serves the next request only when its answer has been read.
  if (empty) message.resume();
  const content = decoded(message);
  let body: ReadableStream<Uint8Array> | undefined;
  return {
    status,
    ok: status >= 200 && status < 300,
    headers: {
      get(name) {
        const value = headers[name.toLowerCase()];
        return Array.isArray(value) ? value.join(', ') : (value ?? null);
      },
    },
    get body() {
      if (empty) return null;
      body ??= Readable.toWeb(content) as ReadableStream<Uint8Array>;
      return body;
    },
    text: async () => (empty ? '' : text(content)),
    arrayBuffer: async () => (empty ? new ArrayBuffer(0) : arrayBuffer(content)),
  };
}

function decoded(message: IncomingMessage): Readable {
  const decoder = decoders[message.headers['content-encoding']?.toLowerCase() ?? ''];
  if (decoder === undefined) return message;
  // Whoever reads is told of a failure by the stream itself.
  return pipeline(message, decoder(), () => {}) as unknown as Readable;
}
