import { KsefApiError, TransportError, UnknownOutcomeError } from '@ksef/core';
import type { ExchangeResult, FailedExchange } from './exchange.js';

/** A failed attempt: was the work surely not done, and may another attempt succeed? */
export interface Failure {
  /** What KSeF said, if it was KSeF that refused. */
  readonly error?: KsefApiError | undefined;
  /** What happened, in a few words. */
  readonly reason: string;
  /** What happened instead, if no usable response came. */
  readonly exchange?: FailedExchange | undefined;
  /** KSeF surely did nothing: no connection was ever made. */
  readonly notDone?: boolean;
  /** Another attempt may succeed. */
  readonly transient: boolean;
}

const codes = {
  timeout: 'TIMEOUT',
  unreadable: 'INVALID_RESPONSE',
  redirected: 'REDIRECT',
  lost: 'NETWORK',
};

/** What a result means when it is a failure; undefined when it is none. */
export function failureOf(result: ExchangeResult<unknown>): Failure | undefined {
  const { kind, cause, value } = result as FailedExchange & { readonly value?: unknown };
  if (value instanceof KsefApiError) {
    const transient = value.status >= 500 || value.status === 408;
    return { error: value, reason: `HTTP ${value.status}`, transient };
  }
  return result.kind === 'responded'
    ? undefined
    : {
        exchange: result,
        reason: reasonOf(result),
        notDone: kind === 'lost' && wasNeverConnected(cause),
        transient: kind !== 'redirected',
      };
}

/** The error that the caller sees. */
export function toError(failure: Failure, operation: string, safeToRepeat: boolean): Error {
  const { error, exchange, reason } = failure;
  const cause =
    error ??
    new TransportError(`${operation}: ${reason}.`, {
      ...exchange,
      code: codes[exchange?.kind ?? 'lost'],
      operation,
    });
  const unclear = !safeToRepeat && !failure.notDone && !(error && error.status < 500);
  return unclear ? unknownOutcome(operation, reason, cause) : cause;
}

/** The error of an operation that KSeF may have carried out. */
export function unknownOutcome(operation: string, reason: string, cause: unknown): UnknownOutcomeError {
  return new UnknownOutcomeError(
    `${operation}: no clear answer came (${reason}). KSeF may have done it: find out before repeating.`,
    { operation, cause },
  );
}

function reasonOf({ kind, status, cause }: FailedExchange): string {
  if (kind === 'redirected') return `HTTP ${status}, a redirect`;
  if (kind === 'timeout') return 'no answer in time';
  if (kind === 'unreadable')
    return `HTTP ${status} with an unreadable body: ${cause instanceof Error ? cause.message : cause}`;
  const { code } = systemError(cause);
  return `no connection to KSeF${code ? ` (${code})` : ''}`;
}

// Node names the step that failed; other platforms name nothing, and count as unclear.
function wasNeverConnected(cause: unknown): boolean {
  const { code, syscall = '' } = systemError(cause);
  return /^(connect|getaddrinfo)$/.test(syscall) || code === 'UND_ERR_CONNECT_TIMEOUT';
}

interface SystemError {
  readonly code?: unknown;
  readonly syscall?: string;
  readonly cause?: SystemError;
  /** One for each address of a host: they are alike. */
  readonly errors?: readonly SystemError[];
}

/** What the operating system said, which `fetch` wraps once or twice. */
function systemError(error: unknown): SystemError {
  const own = (error ?? {}) as SystemError;
  const within = own.errors?.[0] ?? (own.code ? undefined : own.cause);
  return within ? systemError(within) : own;
}
