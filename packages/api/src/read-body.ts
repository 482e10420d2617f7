import type { Answer } from './answer.js';
import type { BinaryDocument, Operation } from './operation.js';

/** Reads the answer to a request that KSeF carried out. Throws when it is not what the contract says. */
export interface BodyReader<T> {
  /** Whether the body is handed over unread. */
  readonly streams: boolean;
  read(operation: Operation, response: Answer): Promise<T>;
}

/** The answer as JSON, bytes or nothing. */
export const wholeBody: BodyReader<unknown> = { streams: false, read: readWhole };

/** The answer as a stream. */
export const openBody: BodyReader<DocumentStream> = {
  streams: true,
  read: async (_operation, response) => open(response),
};

async function readWhole(operation: Operation, response: Answer): Promise<unknown> {
  if (operation.response === 'none') {
    await response.body?.cancel();
    refuseHtml(response);
    return undefined;
  }
  if (operation.response === 'bytes') {
    const document: BinaryDocument = {
      bytes: new Uint8Array(await response.arrayBuffer()),
      contentHash: response.headers.get('x-ms-meta-hash') ?? undefined,
    };
    refuseHtml(response);
    return document;
  }
  const text = await response.text();
  refuseHtml(response);
  return parseJson(text);
}

/** A document that has not been read yet. */
export interface DocumentStream {
  readonly body: ReadableStream<Uint8Array>;
  /** SHA-256 that KSeF states for the bytes, Base64 (header `x-ms-meta-hash`). */
  readonly contentHash: string | undefined;
  /** Size in bytes, where it is announced. */
  readonly contentLength: number | undefined;
}

function open(response: Answer): DocumentStream {
  refuseHtml(response);
  if (response.body === null) throw new Error('the body is empty');
  const length = response.headers.get('content-length');
  return {
    body: response.body,
    contentHash: response.headers.get('x-ms-meta-hash') ?? undefined,
    contentLength: length === null ? undefined : Number(length),
  };
}

function refuseHtml(response: Answer): void {
  const type = response.headers.get('content-type') ?? '';
  if (type.includes('text/html')) throw new Error("a gateway's HTML page came instead");
}

// The parser's own message would quote the body, which can hold tokens.
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(text === '' ? 'the body is empty' : 'the body is not JSON, or was cut off');
  }
}
