import { type Api, refreshAccessToken } from '@ksef/api';
import { checkAuthOptions } from '../auth-options.js';
import type { AuthOptions, TokenInfo } from './login-types.js';

/**
 * A new access token, with the current permissions. The refresh token stays the same.
 *
 * @throws KsefApiError 400 with 21301 or 21304 when the session is revoked, 401 when the token has expired: log in
 * again
 * @throws UnknownOutcomeError when no response came; repeating a refresh is harmless
 * @example
 * ```ts
 * import type { Api } from '@ksef/api';
 * import { type LoginResult, refreshLogin } from '@ksef/auth';
 *
 * declare const api: Api;
 * declare const login: LoginResult;
 *
 * const { token, validUntil } = await refreshLogin(api, login.refreshToken.token);
 * ```
 */
export async function refreshLogin(
  api: Api,
  refreshToken: string,
  options: AuthOptions = {},
): Promise<TokenInfo> {
  checkAuthOptions(options);
  const { accessToken } = await refreshAccessToken(api, {}, { signal: options.signal, bearer: refreshToken });
  return accessToken;
}
