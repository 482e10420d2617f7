import { type KsefApiError, TransportError, UnknownOutcomeError } from '@ksef/core';
import type { Outcome } from './attempt.js';

/** A failed attempt, judged: was the work surely not done, and may another attempt succeed? */
export interface Failure {
  readonly outcome: Exclude<Outcome<unknown>, { kind: 'done' }>;
  /** What KSeF said, if it was KSeF that refused. */
  readonly error: KsefApiError | undefined;
  /** KSeF surely did nothing: no connection was ever made. */
  readonly surelyNotDone: boolean;
  /** Another attempt may succeed. */
  readonly transient: boolean;
}

const codes: Readonly<Record<string, string>> = {
  timeout: 'TIMEOUT',
  unreadable: 'INVALID_RESPONSE',
  redirected: 'REDIRECT',
};

export function failureOf(outcome: Failure['outcome']): Failure {
  const error = outcome.kind === 'refused' ? outcome.error : undefined;
  return {
    outcome,
    error,
    surelyNotDone: outcome.kind === 'lost' && wasNeverConnected(outcome.cause),
    transient:
      error === undefined ? outcome.kind !== 'redirected' : error.status >= 500 || error.status === 408,
  };
}

/** The error that the caller sees. */
export function toError(failure: Failure, operation: string, safeToRepeat: boolean): Error {
  const unclear = !safeToRepeat && !failure.surelyNotDone && !(failure.error && failure.error.status < 500);
  const error = failure.error ?? describe(failure, operation);
  if (!unclear) return error;
  return new UnknownOutcomeError(
    `${operation}: no clear answer came (${reason(failure)}). KSeF may have done it: find out before repeating.`,
    { operation, cause: error },
  );
}

function describe(failure: Failure, operation: string): TransportError {
  const { outcome } = failure;
  const status = 'status' in outcome ? outcome.status : undefined;
  const cause = 'cause' in outcome ? outcome.cause : undefined;
  return new TransportError(`${operation}: ${reason(failure)}.`, {
    code: codes[outcome.kind] ?? 'NETWORK',
    operation,
    status,
    cause,
  });
}

function reason({ outcome }: Failure): string {
  if (outcome.kind === 'refused') return `HTTP ${outcome.error.status}`;
  if (outcome.kind === 'redirected') return `HTTP ${outcome.status}, a redirect`;
  if (outcome.kind === 'timeout') return 'no answer in time';
  if (outcome.kind === 'unreadable')
    return `HTTP ${outcome.status} with an unreadable body: ${messageOf(outcome.cause)}`;
  const { code } = systemError(outcome.cause);
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
  const { code, cause, errors } = (error ?? {}) as SystemError;
  const within = errors?.[0] ?? (code ? undefined : cause);
  return within ? systemError(within) : ((error ?? {}) as SystemError);
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
