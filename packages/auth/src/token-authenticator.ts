import type { Api } from '@ksef/api';
import type { AuthorizationPolicy, ContextIdentifier } from '@ksef/core';

import type { AuthOptions, LoginResult, TokenInfo } from './login-types.js';
import { loginWithToken } from './login-with-token.js';
import { refreshLogin } from './refresh-login.js';
import type { TokenEncryptor } from './token-encryptor.js';

/** Options of {@link tokenAuthenticator}. */
export interface TokenAuthenticatorOptions {
  readonly api: Api;
  readonly encryptor: TokenEncryptor;
  /** One KSeF token, or where to find the one of each context. Secrets. */
  readonly token: string | ((context: ContextIdentifier, options: AuthOptions) => string | Promise<string>);
  readonly authorizationPolicy?: AuthorizationPolicy | undefined;
  /** Longest wait for KSeF to finish a login, in milliseconds. Default five minutes. */
  readonly timeoutMs?: number | undefined;
}

/** What `TokenProvider` of `@ksef/token-provider` asks of its authenticator. */
export interface TokenAuthenticator {
  login(context: ContextIdentifier, options: AuthOptions): Promise<LoginResult>;
  refresh(
    context: ContextIdentifier,
    refreshToken: string,
    options: AuthOptions,
  ): Promise<{ readonly accessToken: TokenInfo }>;
}

/**
 * Logs in by KSeF token on behalf of a token provider.
 *
 * @example
 * ```ts
 * import { createApi } from '@ksef/api';
 * import { tokenAuthenticator, type TokenEncryptor } from '@ksef/auth';
 * import { environments } from '@ksef/core';
 *
 * declare const encryptor: TokenEncryptor;
 * const api = createApi({ environment: environments.test });
 * const authenticator = tokenAuthenticator({ api, encryptor, token: (context) => process.env[`KSEF_${context.value}`] ?? '' });
 * ```
 */
export function tokenAuthenticator(options: TokenAuthenticatorOptions): TokenAuthenticator {
  const { api, encryptor, token, authorizationPolicy, timeoutMs } = options;
  return {
    async login(context, { signal }) {
      const own = typeof token === 'function' ? await token(context, { signal }) : token;
      return loginWithToken(
        api,
        { context, token: own, encryptor, authorizationPolicy, timeoutMs },
        { signal },
      );
    },
    async refresh(_context, refreshToken, { signal }) {
      return { accessToken: await refreshLogin(api, refreshToken, { signal }) };
    },
  };
}
