import type { ContextIdentifier } from '@ksef/core';
import type { OperationLimits } from '../operation.js';

/** What a limiter tells. Holds no secret. */
export type LimiterEvent =
  | {
      /** A request has to wait. */
      readonly type: 'limit-wait';
      readonly operation: string;
      readonly group: string;
      readonly context: ContextIdentifier | undefined;
      /** Requests that wait before it. */
      readonly ahead: number;
    }
  | {
      /** A request that had to wait goes out. */
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
      /** What KSeF said: which limit it was. */
      readonly message?: string | undefined;
    }
  | {
      /** KSeF has told the limits in force: what it will count by. */
      readonly type: 'limits-read';
      readonly context: ContextIdentifier;
      readonly limits: Readonly<Record<string, OperationLimits>>;
    }
  | { readonly type: 'limits-failed'; readonly context: ContextIdentifier; readonly errorName: string }
  | {
      /** What the processes share is out of reach, or is back. */
      readonly type: 'limiter-unavailable' | 'limiter-available';
      readonly errorName?: string;
    };
