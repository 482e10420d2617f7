import type { ContextInput } from '@ksef/core';

/** `interactive`: somebody waits for it. It goes before `background`, the default, which is never starved. */
export type AdmissionPriority = 'interactive' | 'background';

/** Requests that KSeF allows in each sliding window; a window that is absent has no limit. */
export interface OperationLimits {
  readonly perSecond?: number;
  readonly perMinute?: number;
  readonly perHour?: number;
}

/**
 * What a JSON answer has to hold at least: the type of a value, the shape of each item of an array, or those of the required
 * fields of an object. More fields, and any values, may come.
 */
export type AnswerShape =
  | 'string'
  | 'number'
  | 'boolean'
  | readonly [AnswerShape]
  | { readonly [field: string]: AnswerShape };

/** What the transport has to know about one operation of the contract. */
export interface Operation {
  /** Our English name, the same as the function's. */
  readonly id: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Path template, e.g. `/sessions/{referenceNumber}`. */
  readonly path: string;
  /** Whether it needs a bearer token. */
  readonly bearer: boolean;
  /** Whether repeating it changes nothing: only then is it retried after an unclear failure. */
  readonly safeToRepeat: boolean;
  /** Operations of one group share one allowance; absent for public operations. */
  readonly group?: string;
  readonly limits?: OperationLimits;
  /** What comes back on success. */
  readonly response: 'json' | 'bytes' | 'none';
  /** Names of the input fields that are query parameters. */
  readonly query?: readonly string[];
  /** Input field to header name. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Content type of the body, where there is one. */
  readonly body?: 'application/json' | 'application/xml';
}

/** What every operation takes besides its own input. */
export interface CallOptions {
  /** Ends the call, its retries and its waits. */
  readonly signal?: AbortSignal | undefined;
  /** The context of this call; wins over the client's and the ambient one. */
  readonly context?: ContextInput | undefined;
  /** A token to use as it is, instead of the access token source (login and refresh). */
  readonly bearer?: string | undefined;
  /** Longest duration of one attempt, in milliseconds. */
  readonly timeoutMs?: number | undefined;
  /** Whether somebody waits for it: where requests wait in line for KSeF's limits, such calls go first. */
  readonly priority?: AdmissionPriority | undefined;
}

/** Input of an operation: path and query parameters, headers by field name, and `body`. */
export type OperationInput = Readonly<Record<string, unknown>>;

/** A binary answer: a receipt or an invoice. */
export interface BinaryDocument {
  readonly bytes: Uint8Array;
  /** SHA-256 that KSeF states for the bytes, Base64 (header `x-ms-meta-hash`). */
  readonly contentHash: string | undefined;
}

/** The part of the API client that generated operations need. */
export interface OperationRunner {
  /** An answer of another shape than `answer` is not an answer: `INVALID_RESPONSE`, or an unknown outcome. */
  request<T>(
    operation: Operation,
    input: OperationInput,
    options?: CallOptions,
    answer?: AnswerShape,
  ): Promise<T>;
}
