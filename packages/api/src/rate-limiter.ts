import type { ContextIdentifier } from '@ksef/core';
import type { AdmissionPriority, OperationLimits } from './operation.js';

export type { AdmissionPriority } from './operation.js';

/** One request that waits to be sent. */
export interface AdmissionRequest {
  /** Name of the environment. */
  readonly environment: string;
  /** Absent for public operations. */
  readonly context: ContextIdentifier | undefined;
  /** Limit group, or the operation's own id where each operation counts separately. */
  readonly group: string;
  readonly limits: OperationLimits;
  readonly operation: string;
  readonly priority?: AdmissionPriority | undefined;
}

/** Decides when a request may be sent, so that KSeF never has to answer 429. */
export interface RateLimiter {
  /** Resolves when the request may be sent. */
  admit(request: AdmissionRequest, options: { readonly signal?: AbortSignal | undefined }): Promise<void>;
  /**
   * KSeF answered 429: nothing of this group and context may be sent before `untilMs` (clock time).
   *
   * @param message of the error, with KSeF's text: which limit it was
   */
  blocked?(request: AdmissionRequest, untilMs: number, message?: string): void;
}
