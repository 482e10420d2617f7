import { type Api, redeemAuthTokens } from '@ksef/api';
import { checkAuthOptions } from '../auth-options.js';
import type { AuthOptions, LoginResult, StartedLogin } from './login-types.js';

/**
 * Fetches the tokens of a finished login. KSeF returns them exactly once: after an unknown outcome log in again.
 *
 * @throws KsefApiError when they were fetched before (21301); UnknownOutcomeError
 * @example
 * ```ts
 * import type { Api } from '@ksef/api';
 * import { redeemLogin, startTokenLogin, type TokenLogin, waitForLogin } from '@ksef/auth';
 *
 * declare const api: Api;
 * declare const login: TokenLogin;
 *
 * const started = await startTokenLogin(api, login);
 * await waitForLogin(api, started);
 * const { accessToken, refreshToken } = await redeemLogin(api, started);
 * ```
 */
export async function redeemLogin(
  api: Api,
  login: StartedLogin,
  options: AuthOptions = {},
): Promise<LoginResult> {
  checkAuthOptions(options);
  const bearer = login.authenticationToken.token;
  const { accessToken, refreshToken } = await redeemAuthTokens(api, {}, { signal: options.signal, bearer });
  return { referenceNumber: login.referenceNumber, accessToken, refreshToken };
}
