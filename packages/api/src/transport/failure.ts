import { KsefApiError, TransportError, UnknownOutcomeError } from '@ksef/core';
import type { ReadBody } from '../response/read-body.js';
import type { ExchangeResult, FailedExchange } from './exchange.js';

const codes = {
  timeout: 'TIMEOUT',
  unreadable: 'INVALID_RESPONSE',
  redirected: 'REDIRECT',
  lost: 'NETWORK',
};

/** KSeF's error, if KSeF rejected the request. */
export function refusalIn(result: ExchangeResult<unknown>): KsefApiError | undefined {
  const { value } = result as Partial<ReadBody<unknown>>;
  return value instanceof KsefApiError ? value : undefined;
}

/** Whether KSeF certainly did nothing: no connection was ever made. */
export function wasNotSent({ kind, ...result }: ExchangeResult<unknown>): boolean {
  // Node names the step that failed, and the certificates that it rejects. Other platforms name nothing, and count as
  // unclear.
  const { code, syscall = '' } = systemError((result as Partial<FailedExchange>).cause);
  const step = /^(connect|getaddrinfo) |CONNECT_TIMEOUT|CERT|_SIGNATURE$/;
  return kind === 'lost' && step.test(`${syscall} ${code}`);
}

/** Whether another attempt may succeed. */
export function isTransient(result: ExchangeResult<unknown>): boolean {
  const status = refusalIn(result)?.status;
  return status ? status >= 500 || status === 408 : result.kind !== 'redirected';
}

/** The error of a failure as the caller sees it. */
export function toError(result: ExchangeResult<unknown>, operation: string, safeToRepeat: boolean): Error {
  const refusal = refusalIn(result);
  const { kind, ...facts } = result as FailedExchange;
  const reason = refusal ? `HTTP ${refusal.status}` : reasonOf(result as FailedExchange);
  const error =
    refusal ?? new TransportError(`${operation}: ${reason}.`, { ...facts, code: codes[kind], operation });
  const isClear = safeToRepeat || wasNotSent(result) || (refusal && refusal.status < 500);
  return isClear ? error : unknownOutcome(operation, reason, error);
}

/** The error of an operation that KSeF may have carried out. */
export function unknownOutcome(operation: string, reason: string, cause: unknown): UnknownOutcomeError {
  return new UnknownOutcomeError(
    `${operation}: no clear answer came (${reason}). KSeF may have done it: find out before repeating.`,
    { operation, cause },
  );
}

function reasonOf({ kind, status, cause }: FailedExchange): string {
  const { code } = systemError(cause);
  return {
    redirected: `HTTP ${status}, a redirect`,
    timeout: 'no answer in time',
    unreadable: `HTTP ${status} with an unreadable body: ${cause instanceof Error ? cause.message : cause}`,
    lost: `no connection to KSeF${code ? ` (${code})` : ''}`,
  }[kind];
}

interface SystemError {
  readonly code?: unknown;
  readonly syscall?: string;
  readonly cause?: SystemError;
  /** One for each address of a host: they are similar. */
  readonly errors?: readonly SystemError[];
}

/** The error of the operating system, which `fetch` wraps once or twice. */
function systemError(error: unknown): SystemError {
  const own = (error ?? {}) as SystemError;
  const within = own.errors?.[0] ?? (own.code ? undefined : own.cause);
  return within ? systemError(within) : own;
}
