import type { Api } from '@ksef/api';
import type { AuthorizationPolicy, ContextIdentifier } from '@ksef/core';
import {
  anything,
  checkOptions,
  expects,
  invalidOption,
  numberOrInfinity,
  type OptionChecks,
  required,
} from '@ksef/core/internal';
import { loginWithToken } from '../token/login-with-token.js';
import type { TokenLogin } from '../token/token-login.js';
import { loginWithXades } from '../xades/login-with-xades.js';
import type { XadesLogin } from '../xades/xades-login.js';
import type { AuthOptions, LoginResult, TokenInfo } from './login-types.js';
import { refreshLogin } from './refresh-login.js';

/** What to log in with: a KSeF token, or a signature. */
export type LoginCredentials =
  | Pick<TokenLogin, 'token' | 'encryptor'>
  | Pick<
      XadesLogin,
      'signer' | 'subjectIdentifierType' | 'verifyCertificateChain' | 'enforceXadesCompliance'
    >;

/** Options of {@link loginAuthenticator}. */
export interface LoginAuthenticatorOptions {
  readonly api: Api;
  /** The same for every context, or a function that returns those of each. */
  readonly credentials:
    | LoginCredentials
    | ((context: ContextIdentifier, options: AuthOptions) => LoginCredentials | Promise<LoginCredentials>);
  readonly authorizationPolicy?: AuthorizationPolicy | undefined;
  /** Longest wait for KSeF to finish a login, in milliseconds. Default five minutes. */
  readonly waitTimeoutMs?: number | undefined;
}

const optionChecks: OptionChecks<LoginAuthenticatorOptions> = {
  api: required(
    expects('an Api, made by createApi(…)', (value) => typeof value === 'object' && value !== null),
  ),
  // Checked at each login, like those that a function returns.
  credentials: anything,
  authorizationPolicy: anything,
  waitTimeoutMs: numberOrInfinity(0),
};

/** What `TokenProvider` of `@ksef/token-provider` requires from its authenticator. */
export interface LoginAuthenticator {
  login(context: ContextIdentifier, options: AuthOptions): Promise<LoginResult>;
  refresh(
    context: ContextIdentifier,
    refreshToken: string,
    options: AuthOptions,
  ): Promise<{ readonly accessToken: TokenInfo }>;
}

/**
 * Logs in and refreshes on behalf of a token provider, with a KSeF token or a signature. `login` throws as
 * {@link loginWithToken} and {@link loginWithXades} do; InvalidInputError `INVALID_OPTION` when credentials are
 * missing.
 *
 * @example
 * ```ts
 * import { createApi } from '@ksef/api';
 * import { type AuthRequestSigner, loginAuthenticator } from '@ksef/auth';
 * import { environments } from '@ksef/core';
 *
 * declare const signer: AuthRequestSigner; // xadesSigner(…) of @ksef/signing
 * const api = createApi({ environment: environments.test });
 * const authenticator = loginAuthenticator({ api, credentials: { signer } });
 * ```
 */
export function loginAuthenticator(options: LoginAuthenticatorOptions): LoginAuthenticator {
  checkOptions<LoginAuthenticatorOptions>(options, optionChecks);
  const { api, credentials, authorizationPolicy, waitTimeoutMs } = options;
  return {
    async login(context, { signal }) {
      const own = typeof credentials === 'function' ? await credentials(context, { signal }) : credentials;
      if (typeof own !== 'object' || own === null)
        throw invalidOption('credentials', 'a signer, or a token and its encryptor');
      const common = { context, authorizationPolicy, waitTimeoutMs };
      return 'signer' in own
        ? loginWithXades(api, { ...own, ...common }, { signal })
        : loginWithToken(api, { ...own, ...common }, { signal });
    },
    async refresh(_context, refreshToken, { signal }) {
      return { accessToken: await refreshLogin(api, refreshToken, { signal }) };
    },
  };
}
