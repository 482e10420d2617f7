/** Events of the transport. They never contain tokens, bodies, or queries of presigned addresses. */
export type ApiEvent =
  | { readonly type: 'request'; readonly operation: string; readonly attempt: number }
  | {
      readonly type: 'response';
      readonly operation: string;
      readonly attempt: number;
      readonly status: number;
      readonly durationMs: number;
      /** Identifies the request for KSeF's help desk, if the response's headers contain it. */
      readonly traceId?: string | undefined;
    }
  | {
      readonly type: 'failure';
      readonly operation: string;
      readonly attempt: number;
      readonly durationMs: number;
      readonly reason: string;
    }
  | {
      readonly type: 'wait';
      readonly operation: string;
      readonly waitMs: number;
      /**
       * `queue`: the request waited in the rate limiter, and is sent now. The other waits are reported before they
       * start.
       */
      readonly reason: 'retry' | 'rate-limit' | 'queue';
    }
  | { readonly type: 'token-rejected'; readonly operation: string }
  | {
      readonly type: 'system-warning';
      readonly operation: string;
      readonly code: string;
      readonly message: string;
    };
