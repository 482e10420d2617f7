import type { Clock, ContextInput, KsefEnvironment } from '@ksef/core';
import type { AccessTokenFunction, AccessTokenSource } from '../access-token-source.js';
import type { PresignedRequest } from '../call/call-presigned.js';
import type { FetchResponse } from '../fetch-function.js';
import type { CallOptions, Operation, OperationInput, OperationRunner } from '../operation.js';
import type { AdmissionPriority } from '../rate-limiter.js';
import type { DocumentStream } from '../response/read-body.js';

/** The client that every operation takes as its first argument. */
export interface Api extends OperationRunner {
  readonly environment: KsefEnvironment;
  readonly clock: Clock;
  /** Runs an operation that returns a document, and returns its bytes as a stream. */
  download(operation: Operation, input: OperationInput, options?: CallOptions): Promise<DocumentStream>;
  /** Sends a request to a presigned address of KSeF: no bearer token, exactly the method and headers given. */
  presigned(request: PresignedRequest): Promise<FetchResponse>;
  /** The same client, bound to one context. */
  inContext(context: ContextInput): Api;
  /** The same client with another source of tokens. */
  withAccessToken(source: AccessTokenSource | AccessTokenFunction): Api;
  /** The same client with this priority: interactive calls go first where requests wait for KSeF's limits. */
  withPriority(priority: AdmissionPriority): Api;
}
