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

async function readWhole(operation: Operation, response: FetchResponse): Promise<ReadBody<unknown>> {
  if (operation.response === 'none') {
    await response.body?.cancel();
    refuseHtml(response);
    return { value: undefined };
  }
  if (operation.response === 'bytes') {
    const bytes = await readBytes(response, longestDocument);
    const contentHash = response.headers.get('x-ms-meta-hash') ?? undefined;
    refuseHtml(response);
    return { value: { bytes, contentHash } satisfies BinaryDocument, bytes };
  }
  const bytes = await readBytes(response, longestJson);
  refuseHtml(response);
  return { value: parseJson(bytes), bytes };
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
  refuseHtml(response);
  if (response.body === null) throw new Error('the body is empty');
  const length = response.headers.get('content-length');
  return {
    body: response.body,
    contentHash: response.headers.get('x-ms-meta-hash') ?? undefined,
    contentLength: length === null ? undefined : Number(length),
  };
}

function refuseHtml(response: FetchResponse): void {
  const type = response.headers.get('content-type') ?? '';
  if (type.includes('text/html')) throw new Error("a gateway's HTML page came instead");
}

// The parser's own message would quote the body, which can hold tokens.
function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw new Error(bytes.byteLength === 0 ? 'the body is empty' : 'the body is not JSON, or was cut off');
  }
}
