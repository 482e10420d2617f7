/** What the transport tells about its work. Never holds tokens, bodies, or queries of presigned addresses. */
export type ApiEvent =
  | { readonly type: 'request'; readonly operation: string; readonly attempt: number }
  | {
      readonly type: 'response';
      readonly operation: string;
      readonly attempt: number;
      readonly status: number;
      readonly durationMs: number;
      /** By which KSeF's help desk finds the request, where the response's headers hold one. */
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
      /** `queue`: it waited in the rate limiter, and goes out now. The others are told before the wait. */
      readonly reason: 'retry' | 'rate-limit' | 'queue';
    }
  | { readonly type: 'token-rejected'; readonly operation: string }
  | {
      readonly type: 'system-warning';
      readonly operation: string;
      readonly code: string;
      readonly message: string;
    };
