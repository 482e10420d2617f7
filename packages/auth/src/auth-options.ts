import { InvalidInputError } from '@ksef/core';
import {
  anything,
  checkOptions,
  expects,
  flag,
  isSignal,
  numberOrInfinity,
  type OptionChecks,
  oneOf,
  required,
} from '@ksef/core/internal';
import type { AuthOptions, WaitOptions } from './login/login-types.js';
import type { TokenLogin } from './token/token-login.js';
import type { XadesLogin } from './xades/xades-login.js';

const waitTimeoutMs = numberOrInfinity(0);
const hasMethod = (method: string) => (value: unknown) =>
  typeof (value as Readonly<Record<string, unknown>> | null)?.[method] === 'function';

const authChecks: OptionChecks<AuthOptions> = { signal: isSignal };
const waitChecks: OptionChecks<WaitOptions> = { ...authChecks, waitTimeoutMs };

/** Contexts, tokens and policies are validated where they are read. */
const tokenLoginChecks: OptionChecks<TokenLogin & Pick<WaitOptions, 'waitTimeoutMs'>> = {
  context: anything,
  token: anything,
  encryptor: required(
    expects(
      'an object with encryptToken(), such as an EncryptionService of @ksef/crypto',
      hasMethod('encryptToken'),
    ),
  ),
  authorizationPolicy: anything,
  waitTimeoutMs,
};

const xadesLoginChecks: OptionChecks<XadesLogin & Pick<WaitOptions, 'waitTimeoutMs'>> = {
  context: anything,
  signer: checkSigner,
  subjectIdentifierType: oneOf('certificateSubject', 'certificateFingerprint'),
  authorizationPolicy: anything,
  verifyCertificateChain: flag,
  enforceXadesCompliance: flag,
  waitTimeoutMs,
};

/** @throws InvalidInputError `INVALID_OPTION` */
export function checkAuthOptions(options: unknown): void {
  checkOptions<AuthOptions>(options, authChecks);
}

/** @throws InvalidInputError `INVALID_OPTION` */
export function checkWaitOptions(options: unknown): void {
  checkOptions<WaitOptions>(options, waitChecks);
}

/** @throws InvalidInputError `INVALID_OPTION` */
export function checkTokenLogin(login: unknown): void {
  checkOptions(login, tokenLoginChecks);
}

/** @throws InvalidInputError `INVALID_OPTION` */
export function checkXadesLogin(login: unknown): void {
  checkOptions(login, xadesLoginChecks);
}

function checkSigner(signer: unknown, input: string): void {
  if (hasMethod('signAuthRequest')(signer)) return;
  throw new InvalidInputError(
    'A login by signature needs a signer with signAuthRequest(). Create one with xadesSigner(…) of @ksef/signing.',
    { code: 'INVALID_OPTION', input },
  );
}
