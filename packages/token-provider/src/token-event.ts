import { type ContextIdentifier, KsefError } from '@ksef/core';

/** What happened to a context's tokens. Carries no secret: neither tokens nor messages of foreign errors. */
export type TokenEvent = { readonly context: ContextIdentifier } & (
  | {
      readonly type: 'login' | 'refresh';
      /** How long KSeF took for it, polling included, in milliseconds. */
      readonly durationMs: number;
    }
  | {
      /** The clock here would end a token that has just been made: it is not believed. Put it right. */
      readonly type: 'clock-ahead';
      /** About how far it is ahead of KSeF's, in milliseconds. */
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
