export { currentContext, requireContext, runInContext } from './ambient-context.js';
export { type AuthorizationPolicy, checkAuthorizationPolicy } from './authorization-policy.js';
export type { CredentialEvent } from './credential-event.js';
export { decodeBase64, decodeBase64Url, encodeBase64, encodeBase64Url } from './encoding/base64.js';
export { sha256, sha256Base64 } from './encoding/sha256.js';
export { customEnvironment, environments, isLoopback, type KsefEnvironment } from './environment.js';
export { CryptoError } from './errors/crypto-error.js';
export { IntegrityError } from './errors/integrity-error.js';
export { InvalidInputError, type InvalidInputErrorOptions } from './errors/invalid-input-error.js';
export {
  ForbiddenError,
  GoneError,
  KsefApiError,
  type KsefApiErrorDetail,
  type KsefApiErrorOptions,
  RateLimitError,
  UnauthorizedError,
} from './errors/ksef-api-error.js';
export { KsefError, type KsefErrorOptions } from './errors/ksef-error.js';
export { type KsefStatus, KsefStatusError, type KsefStatusErrorOptions } from './errors/ksef-status-error.js';
export { MissingContextError } from './errors/missing-context-error.js';
export { SignatureError } from './errors/signature-error.js';
export { TransportError, type TransportErrorOptions } from './errors/transport-error.js';
export { UnknownOutcomeError, type UnknownOutcomeErrorOptions } from './errors/unknown-outcome-error.js';
export {
  type CollectiveIdentifier,
  type CollectiveIdentifierParts,
  collectiveIdentifier,
  parseCollectiveIdentifier,
} from './identifiers/collective-identifier.js';
export {
  type ContextIdentifier,
  type ContextIdentifierType,
  type ContextInput,
  contextIdentifier,
  contextKey,
  internalId,
  nipOfContext,
  nipVatUe,
  peppolId,
  toContext,
} from './identifiers/context-identifier.js';
export { type FormCode, findFormCode, formCodes, isSameForm } from './identifiers/form-code.js';
export {
  type KsefNumber,
  type KsefNumberParts,
  ksefNumber,
  makeKsefNumber,
  parseKsefNumber,
} from './identifiers/ksef-number.js';
export { hasNipChecksum, lenientNip, type Nip, nip } from './identifiers/nip.js';
export { type ReferenceNumber, referenceNumber } from './identifiers/reference-number.js';
export { type Clock, systemClock } from './time/clock.js';
