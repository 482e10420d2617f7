import { type Api, getAuthStatus } from '@ksef/api';
import { waitUntil } from '@ksef/core/internal';
import { checkWaitOptions } from '../auth-options.js';
import { loginFailed, loginTimedOut } from './login-status.js';
import type { StartedLogin, WaitOptions } from './login-types.js';

/**
 * Waits until KSeF has finished a login.
 *
 * @throws KsefStatusError `LOGIN_FAILED` (see `status`), `WAIT_TIMEOUT`
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
export async function waitForLogin(api: Api, login: StartedLogin, options: WaitOptions = {}): Promise<void> {
  checkWaitOptions(options);
  const { signal, waitTimeoutMs = 5 * 60_000 } = options;
  const { referenceNumber } = login;
  const bearer = login.authenticationToken.token;
  await waitUntil(
    () => getAuthStatus(api, { referenceNumber }, { signal, bearer }),
    ({ status }) => {
      if (status.code !== 100 && status.code !== 200) throw loginFailed(status, referenceNumber);
      return status.code === 200;
    },
    {
      clock: api.clock,
      firstWaitMs: 1_000,
      longestWaitMs: 5_000,
      timeoutMs: waitTimeoutMs,
      signal,
      onTimeout: (last) => loginTimedOut(last?.status, referenceNumber, waitTimeoutMs),
    },
  );
}
