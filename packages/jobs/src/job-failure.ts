import { ForbiddenError, InvalidInputError, KsefApiError, KsefError, UnauthorizedError } from '@ksef/core';

/** What a queue should do with a failed job. */
export interface JobFailure {
  /** True: another attempt cannot help, a person has to look at it (dead letter). */
  readonly isFinal: boolean;
  /** The error's code, or its name. */
  readonly code: string;
  /** The earliest time of the next attempt, if KSeF or a limiter specified one. */
  readonly waitMs?: number | undefined;
}

const busyMs = 5_000;

/** Errors that another attempt would get again. */
const finalCodes: ReadonlySet<string> = new Set([
  'LOGIN_FAILED',
  'INVALID_TOKEN',
  'TOKEN_CONTEXT_MISMATCH',
  'JOURNAL_CORRUPT',
  'INVALID_CHECKPOINT',
  'TABLE_MISSING',
]);

/**
 * Whether a failed job is worth another attempt, and when. Invalid input, a rejected login, missing permissions and
 * requests that KSeF rejects (4xx) are final. Outages, limits, busy locks and everything unknown are not.
 *
 * @example
 * ```ts
 * import { failureOf } from '@ksef/jobs';
 *
 * try {
 *   throw new Error('connection reset');
 * } catch (error) {
 *   const { isFinal, waitMs } = failureOf(error); // false, undefined
 * }
 * ```
 */
export function failureOf(error: unknown): JobFailure {
  const code = error instanceof KsefError ? error.code : error instanceof Error ? error.name : 'UNKNOWN';
  const waitMs = waitOf(error);
  return { isFinal: isFinal(error), code, ...(waitMs === undefined ? {} : { waitMs }) };
}

function isFinal(error: unknown): boolean {
  if (error instanceof InvalidInputError || error instanceof UnauthorizedError) return true;
  if (error instanceof ForbiddenError) return true;
  // 408 and 409 are temporary; 429 specifies when to retry.
  if (error instanceof KsefApiError)
    return error.status >= 400 && error.status < 500 && ![408, 409, 429].includes(error.status);
  return error instanceof KsefError && finalCodes.has(error.code);
}

function waitOf(error: unknown): number | undefined {
  // Another process works on it, or has just died.
  if (error instanceof KsefError && error.code === 'JOURNAL_IN_USE') return busyMs;
  if (error instanceof KsefApiError) return error.retryAfterMs;
  const waitMs = error instanceof KsefError ? (error as { waitMs?: unknown }).waitMs : undefined;
  return typeof waitMs === 'number' ? waitMs : undefined;
}
