import type { Api } from '@ksef/api';
import { UnknownOutcomeError } from '@ksef/core';
import { checkWaitOptions } from '../auth-options.js';
import { isInterrupted } from './login-status.js';
import type { LoginResult, StartedLogin, WaitOptions } from './login-types.js';
import { redeemLogin } from './redeem-login.js';
import { waitForLogin } from './wait-for-login.js';

/**
 * Completes a login, however it was started, and returns its tokens. When KSeF cancels it (500, 550), or the response
 * to the submission or to the single redeem is lost, it starts over from the challenge, once for each
 * cause. Logins do not disturb each other, so the lost one does no harm.
 *
 * @throws KsefStatusError `LOGIN_FAILED`, `WAIT_TIMEOUT`; whatever `start` throws; UnknownOutcomeError
 * @example
 * ```ts
 * import type { Api } from '@ksef/api';
 * import { completeLogin, startTokenLogin, type TokenLogin } from '@ksef/auth';
 *
 * declare const api: Api;
 * declare const login: TokenLogin;
 *
 * const { accessToken } = await completeLogin(api, () => startTokenLogin(api, login));
 * ```
 */
export async function completeLogin(
  api: Api,
  start: () => Promise<StartedLogin>,
  options: WaitOptions = {},
): Promise<LoginResult> {
  checkWaitOptions(options);
  const { signal } = options;
  const restarted = new Set<string>();
  for (;;) {
    let step = 'start';
    try {
      const login = await start();
      step = 'wait';
      await waitForLogin(api, login, options);
      step = 'redeem';
      return await redeemLogin(api, login, { signal });
    } catch (error) {
      signal?.throwIfAborted();
      if (restarted.has(step) || !(isInterrupted(error) || error instanceof UnknownOutcomeError)) throw error;
      restarted.add(step);
    }
  }
}
