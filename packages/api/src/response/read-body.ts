import type { FetchResponse } from '../fetch-function.js';
import type { BinaryDocument, Operation } from '../operation.js';
import { readBytes } from './read-bytes.js';

/** A body that has been read, and what it means. */
export interface ReadBody<T> {
  readonly value: T;
  /** The body itself; undefined where it was handed over or thrown away. */
  readonly bytes?: Uint8Array | undefined;
}

/** Reads the response to a request that KSeF carried out. Throws when it is not what the contract says. */
export interface BodyReader<T> {
  /** Whether the body is handed over unread. */
  readonly streams: boolean;
  read(operation: Operation, response: FetchResponse): Promise<ReadBody<T>>;
}

/** The body as JSON, bytes or nothing. */
export const wholeBody: BodyReader<unknown> = { streams: false, read: readWhole };

/** The body as a stream. */
export const openBody: BodyReader<DocumentStream> = {
  streams: true,
  read: async (_operation, response) => ({ value: open(response) }),
};

// Far more than any page of the contract, or any receipt of 10 000 invoices, takes.
const longestJson = 16 * 1024 * 1024;
const longestDocument = 64 * 1024 * 1024;

async function readWhole({ response: kind }: Operation, response: FetchResponse): Promise<ReadBody<unknown>> {
  if (kind === 'none') {
    await response.body?.cancel();
    return { value: undefined };
  }
  const isJson = kind === 'json';
  const bytes = await readBytes(response, isJson ? longestJson : longestDocument);
  const value = isJson
    ? parseJson(bytes)
    : ({ bytes, contentHash: hashIn(response) } satisfies BinaryDocument);
  return { value, bytes };
}

/** A document that has not been read yet. */
export interface DocumentStream {
  readonly body: ReadableStream<Uint8Array>;
  /** SHA-256 that KSeF states for the bytes, Base64 (header `x-ms-meta-hash`). */
  readonly contentHash: string | undefined;
  /** Size in bytes, where it is announced. */
  readonly contentLength: number | undefined;
}

function open(response: FetchResponse): DocumentStream {
  const { body, headers } = response;
  if (!body) throw new Error('the body is empty');
  const length = headers.get('content-length');
  return { body, contentHash: hashIn(response), contentLength: length ? Number(length) : undefined };
}

function hashIn({ headers }: FetchResponse): string | undefined {
  return headers.get('x-ms-meta-hash') ?? undefined;
}

// The parser's own message would quote the body, which can hold tokens.
function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw new Error(bytes.byteLength === 0 ? 'the body is empty' : 'the body is not JSON, or was cut off');
  }
}
