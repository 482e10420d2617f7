import { type ContextIdentifier, KsefError } from '@ksef/core';

/** What happened to a context's tokens. Contains no secret: neither tokens nor messages of foreign errors. */
export type TokenEvent = { readonly context: ContextIdentifier } & (
  | {
      readonly type: 'login' | 'refresh';
      /** How long KSeF took, polling included, in milliseconds. */
      readonly durationMs: number;
    }
  | {
      /** By the local clock a new token has expired: the clock is wrong and is not trusted. Set it right. */
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

/** Which error it was. */
export interface FailureInfo {
  readonly errorName: string;
  readonly errorCode?: string;
}

/** The part of an error that can be shown to anyone. */
export function failureInfo(error: unknown): FailureInfo {
  const errorName = error instanceof Error ? error.name : typeof error;
  if (error instanceof KsefError) return { errorName, errorCode: error.code };
  const code = (error as { code?: unknown } | null | undefined)?.code;
  return typeof code === 'string' ? { errorName, errorCode: code } : { errorName };
}
