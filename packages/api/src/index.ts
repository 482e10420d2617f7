export type { AccessTokenFunction, AccessTokenSource } from './access-token-source.js';
export type { Answer, Fetch } from './answer.js';
export type { ApiEvent } from './api-event.js';
export { type Api, type ApiOptions, createApi } from './create-api.js';
export * from './generated/index.js';
export type {
  BinaryDocument,
  CallOptions,
  Operation,
  OperationInput,
  OperationLimits,
  OperationRunner,
} from './operation.js';
export type { PresignedRequest } from './presigned.js';
export type { AdmissionPriority, AdmissionRequest, RateLimiter } from './rate-limiter.js';
export type { DocumentStream } from './read-body.js';
