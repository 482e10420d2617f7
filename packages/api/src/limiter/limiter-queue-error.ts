import { KsefError } from '@ksef/core';

/**
 * The request was refused by the limiter, before any network: it would have to wait too long.
 *
 * Codes: `RATE_LIMIT_QUEUE_FULL`, `RATE_LIMIT_WAIT_TOO_LONG`.
 */
export class LimiterQueueError extends KsefError {
  static override readonly kind: string = 'LimiterQueueError';

  readonly operation: string;
  /** Requests that wait already. */
  readonly queued: number;
  /** When it could have gone out, in milliseconds from then. */
  readonly waitMs: number | undefined;

  constructor(
    message: string,
    options: {
      readonly code: 'RATE_LIMIT_QUEUE_FULL' | 'RATE_LIMIT_WAIT_TOO_LONG';
      readonly operation: string;
      readonly queued: number;
      readonly waitMs?: number;
    },
  ) {
    super(message, options);
    this.operation = options.operation;
    this.queued = options.queued;
    this.waitMs = options.waitMs;
  }
}
