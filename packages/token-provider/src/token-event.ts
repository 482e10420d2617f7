import { type ContextIdentifier, KsefError } from '@ksef/core';

/** Events of a context's tokens. They contain no secret: neither tokens nor messages of foreign errors. */
export type TokenEvent = { readonly context: ContextIdentifier } & (
  | {
      readonly type: 'login' | 'refresh';
      /** How long KSeF took, polling included, in milliseconds. */
      readonly durationMs: number;
    }
  | {
      /**
       * By the local clock, a new token has already expired: the clock is wrong and is not trusted. Correct the clock.
       */
      readonly type: 'clock-ahead';
      /** Roughly how far it is ahead of KSeF's, in milliseconds. */
      readonly aheadMs: number;
    }
  | { readonly type: 'loaded' | 'seed' | 'invalidate' | 'rejected' }
  | ({
      readonly type: 'refresh-refused' | 'refresh-failed' | 'refresh-ahead-failed' | 'lock-failed';
    } & FailureInfo)
  | ({ readonly type: 'store-failed'; readonly operation: 'load' | 'save' | 'remove' } & FailureInfo)
);

/** The kind of error. */
export interface FailureInfo {
  readonly errorName: string;
  readonly errorCode?: string;
}

/** The part of an error that is safe to show. */
export function failureInfo(error: unknown): FailureInfo {
  const errorName = error instanceof Error ? error.name : typeof error;
  if (error instanceof KsefError) return { errorName, errorCode: error.code };
  const code = (error as { code?: unknown } | null | undefined)?.code;
  return typeof code === 'string' ? { errorName, errorCode: code } : { errorName };
}
