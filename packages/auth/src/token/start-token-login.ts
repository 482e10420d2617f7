import { type Api, authenticateWithKsefToken } from '@ksef/api';
import { checkAuthorizationPolicy, encodeBase64, toContext } from '@ksef/core';
import { checkAuthOptions, checkTokenLogin } from '../auth-options.js';
import type { AuthOptions, StartedLogin } from '../login/login-types.js';
import { startWithChallenge } from '../login/start-with-challenge.js';
import { checkToken } from './check-token.js';
import type { TokenLogin } from './token-login.js';

/**
 * Starts a login with a KSeF token: challenge, encryption, submission. After a withdrawn key (21470) and after an
 * expired challenge (21111) it retries once with a new one.
 *
 * @throws InvalidInputError `INVALID_CONTEXT`, `INVALID_TOKEN`, `TOKEN_CONTEXT_MISMATCH`, `INVALID_IP_POLICY`,
 * `INVALID_OPTION`
 * @throws KsefApiError `CHALLENGE_EXPIRED`, or when KSeF rejects it; UnknownOutcomeError
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
export async function startTokenLogin(
  api: Api,
  login: TokenLogin,
  options: AuthOptions = {},
): Promise<StartedLogin> {
  checkTokenLogin(login);
  checkAuthOptions(options);
  const { type, value } = toContext(login.context);
  const { token, encryptor } = login;
  checkToken(token, { type, value });
  const policy = login.authorizationPolicy && checkAuthorizationPolicy(login.authorizationPolicy);
  const { signal } = options;
  let keyRefreshed = false;

  return startWithChallenge(
    api,
    async ({ challenge, timestampMs }) => {
      const { encrypted, publicKeyId } = await encryptor.encryptToken({ token, timestampMs }, { signal });
      const body = {
        challenge,
        contextIdentifier: { type, value },
        encryptedToken: encodeBase64(encrypted),
        publicKeyId,
        ...(policy && { authorizationPolicy: policy }),
      };
      return () => authenticateWithKsefToken(api, { body }, { signal });
    },
    {
      signal,
      async retryOn(error) {
        if (!error.hasCode(21470) || keyRefreshed) return false;
        keyRefreshed = true;
        await encryptor.forceRefresh({ signal });
        return true;
      },
    },
  );
}
