import { type Api, getAuthStatus } from '@ksef/api';
import { growingWaits } from '@ksef/core';
import { loginFailed, loginTimedOut } from './login-status.js';
import type { AuthOptions, StartedLogin } from './login-types.js';

/** Options of {@link waitForLogin}. */
export interface WaitOptions extends AuthOptions {
  /** Longest wait, in milliseconds. Default five minutes; a qualified certificate may take that. */
  readonly waitTimeoutMs?: number | undefined;
}

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
  const { signal, waitTimeoutMs = 5 * 60_000 } = options;
  const { referenceNumber } = login;
  const deadline = api.clock.now() + waitTimeoutMs;
  const waits = growingWaits(1_000, 5_000);
  for (;;) {
    const bearer = login.authenticationToken.token;
    const { status } = await getAuthStatus(api, { referenceNumber }, { signal, bearer });
    if (status.code === 200) return;
    if (status.code !== 100) throw loginFailed(status, referenceNumber);
    const leftMs = deadline - api.clock.now();
    if (leftMs <= 0) throw loginTimedOut(status, referenceNumber, waitTimeoutMs);
    await api.clock.sleep(Math.min(waits.next().value, leftMs), signal);
  }
}
