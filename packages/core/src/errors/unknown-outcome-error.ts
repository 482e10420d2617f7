import { KsefError, type KsefErrorOptions } from './ksef-error.js';

/** Options of {@link UnknownOutcomeError}. */
export interface UnknownOutcomeErrorOptions extends Omit<KsefErrorOptions, 'code'> {
  /** HTTP method and path template, e.g. `POST /sessions/online`. */
  readonly operation: string;
}

/**
 * The request was sent and no response came: KSeF may or may not have carried it out. Check before you retry.
 * Code: `UNKNOWN_OUTCOME`.
 */
export class UnknownOutcomeError extends KsefError {
  static override readonly kind: string = 'UnknownOutcomeError';

  /** HTTP method and path template, e.g. `POST /sessions/online`. */
  readonly operation: string;

  constructor(message: string, options: UnknownOutcomeErrorOptions) {
    super(message, { code: 'UNKNOWN_OUTCOME', cause: options.cause });
    this.operation = options.operation;
  }
}
