import { requestTimeout } from '@ksef/api/internal';
import { checkAuthorizationPolicy } from '@ksef/core';
import {
  anything,
  callback,
  checkOptions,
  expects,
  flag,
  isClock,
  isSignal,
  listOf,
  type OptionChecks,
  objectWith,
  oneOf,
} from '@ksef/core/internal';
import { invoiceValidationChecks } from '@ksef/sessions/internal';
import type { SignatureCredentials, TokenCredentials } from './credentials.js';
import type { KsefCallOptions } from './ksef.js';
import type { KsefOptions } from './ksef-options.js';

const credentialChecks: OptionChecks<TokenCredentials & SignatureCredentials> = {
  // Validated by the login, which repeats no secret.
  ksefToken: anything,
  signer: anything,
  subjectIdentifierType: oneOf('certificateSubject', 'certificateFingerprint'),
  verifyCertificateChain: flag,
  enforceXadesCompliance: flag,
  authorizationPolicy: (policy) => {
    if (policy !== undefined) checkAuthorizationPolicy(policy as never);
  },
};

const ksefChecks: OptionChecks<KsefOptions> = {
  // Validated where they are read.
  environment: anything,
  context: anything,
  // A value that is not an object is rejected where it is read, without repeating it.
  credentials: (credentials, name) => {
    if (typeof credentials === 'object' && credentials !== null)
      checkOptions<TokenCredentials & SignatureCredentials>(credentials, credentialChecks, name);
  },
  tokenStore: objectWith('load', 'save', 'remove'),
  tokenLock: objectWith('withLock'),
  whenLockFails: oneOf('login', 'fail'),
  publicKeys: listOf(expects('a key', (key) => typeof key === 'object' && key !== null)),
  rateLimiter: expects(
    'an object with admit(), or false for none',
    (limiter) => limiter === false || typeof (limiter as { admit?: unknown } | null)?.admit === 'function',
  ),
  fetch: callback,
  ky: callback,
  clock: isClock,
  timeoutMs: requestTimeout,
  onEvent: callback,
  ...invoiceValidationChecks,
};

/** @throws InvalidInputError `INVALID_OPTION`, `INVALID_IP_POLICY` */
export function checkKsefOptions(options: unknown): void {
  checkOptions<KsefOptions>(options ?? {}, ksefChecks);
}

/** Options of calls that take only a signal. @throws InvalidInputError `INVALID_OPTION` */
export function checkCallOptions(options: KsefCallOptions | undefined): void {
  if (options !== undefined) checkOptions<KsefCallOptions>(options, { signal: isSignal });
}
