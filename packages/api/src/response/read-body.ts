import type { FetchResponse } from '../fetch-function.js';
import type { AnswerShape, BinaryDocument, Operation } from '../operation.js';
import { discard } from './discard.js';
import { findMisfit } from './find-misfit.js';
import { readBytes } from './read-bytes.js';

/** A body that has been read, and its value. */
export interface ReadBody<T> {
  readonly value: T;
  /** The body itself; undefined if it was passed on or discarded. */
  readonly bytes?: Uint8Array | undefined;
}

/** Reads the response to a request that KSeF carried out. Throws if it violates the contract. */
export interface BodyReader<T> {
  /** Whether the body is passed on unread. */
  readonly streams: boolean;
  read(operation: Operation, response: FetchResponse): Promise<ReadBody<T>>;
}

/** The body as JSON of this shape, as bytes, or as nothing. */
export const wholeBody = (answer: AnswerShape | undefined): BodyReader<unknown> => ({
  streams: false,
  async read({ response: kind }, response) {
    if (kind === 'none') {
      discard(response);
      return { value: undefined };
    }
    const isJson = kind === 'json';
    const bytes = await readBytes(response, isJson ? longestJson : longestDocument);
    const value = isJson
      ? readJson(new TextDecoder().decode(bytes), answer)
      : ({ bytes, contentHash: hashIn(response) } satisfies BinaryDocument);
    return { value, bytes };
  },
});

/** The body as a stream. */
export const openBody: BodyReader<DocumentStream> = {
  streams: true,
  read: async (_operation, response) => ({ value: open(response) }),
};

// Far more than any page of the contract, or any receipt of 10 000 invoices, needs.
const longestJson = 2 ** 24;
const longestDocument = 2 ** 26;

/** A document that has not been read yet. */
export interface DocumentStream {
  readonly body: ReadableStream<Uint8Array>;
  /** SHA-256 of the bytes as reported by KSeF, Base64 (header `x-ms-meta-hash`). */
  readonly contentHash: string | undefined;
  /** Size in bytes, if announced. */
  readonly contentLength: number | undefined;
}

function open(response: FetchResponse): DocumentStream {
  const { body, headers } = response;
  if (!body) throw new Error('it is empty');
  const length = headers.get('content-length');
  return { body, contentHash: hashIn(response), contentLength: length ? Number(length) : undefined };
}

function hashIn({ headers }: FetchResponse): string | undefined {
  return headers.get('x-ms-meta-hash') ?? undefined;
}

function readJson(text: string, answer: AnswerShape | undefined): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The parser's own message would quote the body, which can contain tokens.
    throw new Error(text ? 'it is no whole JSON' : 'it is empty');
  }
  const misfit = answer && findMisfit(value, answer, 'it');
  if (misfit) throw new Error(`${misfit} is not what the contract says`);
  return value;
}
