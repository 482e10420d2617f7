import { KsefError } from '@ksef/core';

/**
 * The limiter rejected the request before it was sent: it would have to wait too long.
 *
 * Codes: `RATE_LIMIT_QUEUE_FULL`, `RATE_LIMIT_WAIT_TOO_LONG`.
 */
export class LimiterQueueError extends KsefError {
  static override readonly kind: string = 'LimiterQueueError';

  readonly operation: string;
  /** The number of requests that already wait. */
  readonly queued: number;
  /** How long the request would have had to wait, in milliseconds. */
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
