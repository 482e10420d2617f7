import type { ContextIdentifier } from '@ksef/core';
import type { OperationLimits } from '../operation.js';

/** Events of a limiter. They contain no secret. */
export type LimiterEvent =
  | {
      /** A request has to wait. */
      readonly type: 'limit-wait';
      readonly operation: string;
      readonly group: string;
      readonly context: ContextIdentifier | undefined;
      /** The number of requests that wait before it. */
      readonly ahead: number;
    }
  | {
      /** A request that had to wait is sent. */
      readonly type: 'limit-passed';
      readonly operation: string;
      readonly group: string;
      readonly context: ContextIdentifier | undefined;
      readonly waitedMs: number;
    }
  | {
      /** KSeF answered 429. */
      readonly type: 'limit-blocked';
      readonly operation: string;
      readonly group: string;
      readonly context: ContextIdentifier | undefined;
      readonly blockedMs: number;
      /** KSeF's text: which limit it was. */
      readonly message?: string | undefined;
    }
  | {
      /** KSeF has returned the limits in effect, which the limiter now uses. */
      readonly type: 'limits-read';
      readonly context: ContextIdentifier;
      readonly limits: Readonly<Record<string, OperationLimits>>;
    }
  | { readonly type: 'limits-failed'; readonly context: ContextIdentifier; readonly errorName: string }
  | {
      /** The backend that the processes share is unavailable, or is available again. */
      readonly type: 'limiter-unavailable' | 'limiter-available';
      readonly errorName?: string;
    };
