import type { Api } from '@ksef/api';
import type { AuthorizationPolicy, ContextIdentifier } from '@ksef/core';
import {
  anything,
  checkOptions,
  expects,
  numberOrInfinity,
  type OptionChecks,
  objectWith,
  required,
} from '@ksef/core/internal';
import { type LoginAuthenticator, loginAuthenticator } from '../login/login-authenticator.js';
import type { AuthOptions } from '../login/login-types.js';
import type { TokenEncryptor } from './token-encryptor.js';

/** Options of {@link tokenAuthenticator}. */
export interface TokenAuthenticatorOptions {
  readonly api: Api;
  readonly encryptor: TokenEncryptor;
  /** One KSeF token, or a function that returns the token of each context. Secrets. */
  readonly token: string | ((context: ContextIdentifier, options: AuthOptions) => string | Promise<string>);
  readonly authorizationPolicy?: AuthorizationPolicy | undefined;
  /** Longest wait for KSeF to finish a login, in milliseconds. Default five minutes. */
  readonly waitTimeoutMs?: number | undefined;
}

const optionChecks: OptionChecks<TokenAuthenticatorOptions> = {
  api: anything,
  encryptor: required(objectWith('encryptToken', 'forceRefresh')),
  token: required(
    expects(
      'a KSeF token, or a function that returns one',
      (value) => typeof value === 'string' || typeof value === 'function',
    ),
  ),
  authorizationPolicy: anything,
  waitTimeoutMs: numberOrInfinity(0),
};

/**
 * Logs in with a KSeF token on behalf of a token provider.
 *
 * @example
 * ```ts
 * import { createApi } from '@ksef/api';
 * import { tokenAuthenticator, type TokenEncryptor } from '@ksef/auth';
 * import { environments } from '@ksef/core';
 *
 * declare const encryptor: TokenEncryptor;
 * const api = createApi({ environment: environments.test });
 * const authenticator = tokenAuthenticator({ api, encryptor, token: (context) => process.env[`KSEF_${context.value}`]
 * ?? '' });
 * ```
 */
export function tokenAuthenticator(options: TokenAuthenticatorOptions): LoginAuthenticator {
  checkOptions<TokenAuthenticatorOptions>(options, optionChecks);
  const { token, encryptor, ...rest } = options;
  return loginAuthenticator({
    ...rest,
    credentials: async (context, { signal }) => ({
      encryptor,
      token: typeof token === 'function' ? await token(context, { signal }) : token,
    }),
  });
}
