import { type Api, getAuthStatus } from '@ksef/api';
import { loginFailed, loginTimedOut } from './login-status.js';
import type { AuthOptions, StartedLogin } from './login-types.js';

/** Options of {@link waitForLogin}. */
export interface WaitOptions extends AuthOptions {
  /** Longest wait, in milliseconds. Default five minutes; a qualified certificate may take that. */
  readonly timeoutMs?: number | undefined;
}

const firstPauseMs = 1_000;
const longestPauseMs = 5_000;

/**
 * Waits until KSeF has finished a login.
 *
 * @throws KsefStatusError `LOGIN_FAILED` (see `status`), `LOGIN_TIMEOUT`
 */
export async function waitForLogin(api: Api, login: StartedLogin, options: WaitOptions = {}): Promise<void> {
  const { signal, timeoutMs = 5 * 60_000 } = options;
  const { referenceNumber } = login;
  const deadline = api.clock.now() + timeoutMs;
  let pauseMs = firstPauseMs;
  for (;;) {
    const bearer = login.authenticationToken.token;
    const { status } = await getAuthStatus(api, { referenceNumber }, { signal, bearer });
    if (status.code === 200) return;
    if (status.code !== 100) throw loginFailed(status, referenceNumber);
    const leftMs = deadline - api.clock.now();
    if (leftMs <= 0) throw loginTimedOut(status, referenceNumber, timeoutMs);
    await api.clock.sleep(Math.min(pauseMs, leftMs), signal);
    pauseMs = Math.min(pauseMs * 1.5, longestPauseMs);
  }
}
