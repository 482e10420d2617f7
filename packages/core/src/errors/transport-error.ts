import { KsefError, type KsefErrorOptions } from './ksef-error.js';

/** Options of {@link TransportError}. */
export interface TransportErrorOptions extends KsefErrorOptions {
  /** HTTP method and path template, e.g. `GET /sessions/{referenceNumber}`. */
  readonly operation?: string | undefined;
  /** HTTP status, if there was a response. */
  readonly status?: number | undefined;
}

/**
 * There was no usable response: no connection, a timeout, or a body that violates the contract.
 *
 * Codes: `NETWORK`, `TIMEOUT`, `REDIRECT`, `INVALID_RESPONSE`.
 */
export class TransportError extends KsefError {
  static override readonly kind: string = 'TransportError';

  /** HTTP method and path template, e.g. `GET /sessions/{referenceNumber}`. */
  readonly operation: string | undefined;
  /** HTTP status, if there was a response. */
  readonly status: number | undefined;

  constructor(message: string, options: TransportErrorOptions) {
    super(message, options);
    this.operation = options.operation;
    this.status = options.status;
  }
}
