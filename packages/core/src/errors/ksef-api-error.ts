import { KsefError, type KsefErrorOptions } from './ksef-error.js';

/** One reason why KSeF rejected a request. */
export interface KsefApiErrorDetail {
  /** KSeF's exception code, e.g. 21405. */
  readonly code: number;
  /** KSeF's own text (Polish). */
  readonly description: string;
  /** KSeF's further details, e.g. one entry per invalid field. */
  readonly details: readonly string[];
}

/** Describes a rejected request. */
export interface KsefApiErrorOptions extends Omit<KsefErrorOptions, 'code'> {
  /** Defaults to `API_ERROR`, or the code of the subclass. */
  readonly code?: string;
  /** HTTP status. */
  readonly status: number;
  /** HTTP method and path template of the operation, e.g. `POST /sessions/online`. */
  readonly operation?: string | undefined;
  /** KSeF's exception codes; empty if there is only an HTTP status. */
  readonly errors?: readonly KsefApiErrorDetail[];
  /** Identifies the request for KSeF's help desk. */
  readonly traceId?: string | undefined;
  /** The reference number of the failed request, if KSeF gave one. */
  readonly referenceNumber?: string | undefined;
  /** Machine-readable reason of a 403, e.g. `missing-permissions`. */
  readonly reasonCode?: string | undefined;
  /** KSeF's details of a 403 about permissions, addresses and incidents. */
  readonly security?: Readonly<Record<string, unknown>> | undefined;
  /** How long to wait according to KSeF, in milliseconds (429). */
  readonly retryAfterMs?: number | undefined;
}

/**
 * KSeF answered a request with an error. `status` is the HTTP status, `errors` holds KSeF's own codes.
 *
 * Codes: `API_ERROR`; subclasses `UNAUTHORIZED`, `FORBIDDEN`, `GONE`, `RATE_LIMITED`.
 *
 * @example
 * ```ts
 * import { KsefApiError } from '@ksef/core';
 *
 * function isSessionUnknown(error: unknown): boolean {
 *   return error instanceof KsefApiError && error.hasCode(21173);
 * }
 * ```
 */
export class KsefApiError extends KsefError {
  static override readonly kind: string = 'KsefApiError';
  /** The code of errors that specify none. */
  protected static readonly defaultCode: string = 'API_ERROR';

  /** HTTP status. */
  declare readonly status: number;
  /** HTTP method and path template, e.g. `POST /sessions/online`. */
  declare readonly operation: string | undefined;
  /** KSeF's exception codes; empty if there is only an HTTP status. */
  declare readonly errors: readonly KsefApiErrorDetail[];
  /** Identifies the request for KSeF's help desk. */
  declare readonly traceId: string | undefined;
  /** The reference number of the failed request, if KSeF gave one. */
  declare readonly referenceNumber: string | undefined;
  /** Reason of a 403 for programs, e.g. `missing-permissions`. */
  declare readonly reasonCode: string | undefined;
  /** KSeF's details of a 403 about permissions, addresses and incidents. */
  declare readonly security: Readonly<Record<string, unknown>> | undefined;
  /** How long to wait according to KSeF, in milliseconds (429). */
  declare readonly retryAfterMs: number | undefined;

  constructor(message: string, options: KsefApiErrorOptions) {
    const { code = new.target.defaultCode, cause, ...facts } = options;
    super(message, { code, cause });
    // Assigned as a whole: assigning each detail separately would add a tenth to the size of a small bundle.
    Object.assign(this, facts, { errors: facts.errors ?? [] });
  }

  /** Whether KSeF named this exception code, e.g. 21470. */
  hasCode(code: number): boolean {
    return this.errors.some((error) => error.code === code);
  }
}

/** HTTP 401: the token is missing, expired or not accepted. Code: `UNAUTHORIZED`. */
export class UnauthorizedError extends KsefApiError {
  static override readonly kind: string = 'UnauthorizedError';
  protected static override readonly defaultCode: string = 'UNAUTHORIZED';
}

/** HTTP 403: logged in, but not allowed; see `reasonCode` and `security`. Code: `FORBIDDEN`. */
export class ForbiddenError extends KsefApiError {
  static override readonly kind: string = 'ForbiddenError';
  protected static override readonly defaultCode: string = 'FORBIDDEN';
}

/** HTTP 410: KSeF no longer keeps this status. Code: `GONE`. */
export class GoneError extends KsefApiError {
  static override readonly kind: string = 'GoneError';
  protected static override readonly defaultCode: string = 'GONE';
}

/** HTTP 429: a rate limit is exhausted; `retryAfterMs` says how long to wait. Code: `RATE_LIMITED`. */
export class RateLimitError extends KsefApiError {
  static override readonly kind: string = 'RateLimitError';
  protected static override readonly defaultCode: string = 'RATE_LIMITED';
}
