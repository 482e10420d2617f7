export type { AccessTokenFunction, AccessTokenSource } from './access-token-source.js';
export type { ApiEvent } from './api-event.js';
export type { PresignedRequest } from './call/call-presigned.js';
export type { Api } from './client/api.js';
export { createApi } from './client/create-api.js';
/** @deprecated use {@link FetchResponse} */
export type { Fetch, FetchResponse, FetchResponse as Answer } from './fetch-function.js';
export * from './generated/index.js';
export type { KyCallOptions, KyInstance } from './ky-instance.js';
export type {
  BinaryDocument,
  CallOptions,
  Operation,
  OperationInput,
  OperationLimits,
  OperationRunner,
} from './operation.js';
export type { AdmissionPriority, AdmissionRequest, RateLimiter } from './rate-limiter.js';
export type { DocumentStream } from './response/read-body.js';
export type { ApiOptions } from './settings/api-options.js';
