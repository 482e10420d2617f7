export { currentContext, requireContext, runInContext } from './ambient-context.js';
export { type AuthorizationPolicy, checkAuthorizationPolicy } from './authorization-policy.js';
export { decodeBase64, decodeBase64Url, encodeBase64, encodeBase64Url } from './base64.js';
export { checkKey } from './check-key.js';
export { type Clock, systemClock } from './clock.js';
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
} from './context-identifier.js';
export { customEnvironment, environments, isLoopback, type KsefEnvironment } from './environment.js';
export { CryptoError } from './errors/crypto-error.js';
export { IntegrityError } from './errors/integrity-error.js';
export { invalidFolder } from './errors/invalid-folder.js';
export { InvalidInputError, type InvalidInputErrorOptions } from './errors/invalid-input-error.js';
export { invalidOption } from './errors/invalid-option.js';
export { isPassing } from './errors/is-passing.js';
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
export { fillTemplate } from './fill-template.js';
export { type FormCode, findFormCode, formCodes, isSameForm } from './form-code.js';
export { growingWaits } from './growing-waits.js';
export { isBytes } from './is-bytes.js';
export {
  type KsefNumber,
  type KsefNumberParts,
  ksefNumber,
  makeKsefNumber,
  parseKsefNumber,
} from './ksef-number.js';
export { hasNipChecksum, lenientNip, type Nip, nip } from './nip.js';
export { observed } from './observed.js';
export { onAbort } from './on-abort.js';
export { type ReferenceNumber, referenceNumber } from './reference-number.js';
export { sha256, sha256Base64 } from './sha256.js';
export { steadyClock } from './steady-clock.js';
export { stopwatch } from './stopwatch.js';
