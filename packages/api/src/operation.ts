import type { ContextInput } from '@ksef/core';

/** `interactive`: someone waits for the call. It goes before `background`, the default, which never starves. */
export type AdmissionPriority = 'interactive' | 'background';

/** Requests that KSeF allows in each sliding window; a window that is absent has no limit. */
export interface OperationLimits {
  readonly perSecond?: number;
  readonly perMinute?: number;
  readonly perHour?: number;
}

/**
 * The minimum shape of a JSON answer: the type of a value, the shape of each item of an array, or of the required
 * fields of an object. It may contain more fields, and any values.
 */
export type AnswerShape =
  | 'string'
  | 'number'
  | 'boolean'
  | readonly [AnswerShape]
  | { readonly [field: string]: AnswerShape };

/** What the transport needs to know about one operation of the contract. */
export interface Operation {
  /** Our English name, which is also the function's name. */
  readonly id: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Path template, e.g. `/sessions/{referenceNumber}`. */
  readonly path: string;
  /** Whether it needs a bearer token. */
  readonly bearer: boolean;
  /** Whether repeating it has no further effect: only then is it retried after an unclear failure. */
  readonly safeToRepeat: boolean;
  /** Operations of one group share one allowance; absent for public operations. */
  readonly group?: string;
  readonly limits?: OperationLimits;
  /** The type of the answer on success. */
  readonly response: 'json' | 'bytes' | 'none';
  /** Names of the input fields that are query parameters. */
  readonly query?: readonly string[];
  /** Input field to header name. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Content type of the body, if it has one. */
  readonly body?: 'application/json' | 'application/xml';
}

/** Options of every operation, in addition to its input. */
export interface CallOptions {
  /** Aborts the call, its retries and its waits. */
  readonly signal?: AbortSignal | undefined;
  /** The context of this call. It overrides the client's and the ambient one. */
  readonly context?: ContextInput | undefined;
  /** A token to use instead of the access token source (login and refresh). */
  readonly bearer?: string | undefined;
  /** Timeout of one attempt, in milliseconds. */
  readonly timeoutMs?: number | undefined;
  /** Whether someone waits for it: such calls go first where requests wait for KSeF's limits. */
  readonly priority?: AdmissionPriority | undefined;
}

/** Input of an operation: path and query parameters, headers by field name, and `body`. */
export type OperationInput = Readonly<Record<string, unknown>>;

/** A binary answer: a receipt or an invoice. */
export interface BinaryDocument {
  readonly bytes: Uint8Array;
  /** SHA-256 of the bytes as reported by KSeF, Base64 (header `x-ms-meta-hash`). */
  readonly contentHash: string | undefined;
}

/** The part of the API client that generated operations need. */
export interface OperationRunner {
  /** An answer whose shape differs from `answer` counts as an error: `INVALID_RESPONSE`, or an unknown outcome. */
  request<T>(
    operation: Operation,
    input: OperationInput,
    options?: CallOptions,
    answer?: AnswerShape,
  ): Promise<T>;
}
