import type { Api } from '@ksef/api';
import { completeLogin } from '../login/complete-login.js';
import type { AuthOptions, LoginResult } from '../login/login-types.js';
import { startTokenLogin } from './start-token-login.js';
import type { TokenLogin } from './token-login.js';

/**
 * Logs in with a KSeF token: challenge, encryption, submission, waiting, tokens.
 *
 * @throws InvalidInputError `INVALID_CONTEXT`, `INVALID_TOKEN`, `TOKEN_CONTEXT_MISMATCH`, `INVALID_IP_POLICY`,
 * `INVALID_OPTION`
 * @throws KsefStatusError `LOGIN_FAILED` (see `status.code`), `WAIT_TIMEOUT`
 * @throws KsefApiError `CHALLENGE_EXPIRED`, or when KSeF rejects it; UnknownOutcomeError; TransportError
 * @example
 * ```ts
 * import { createApi } from '@ksef/api';
 * import { loginWithToken, type TokenEncryptor } from '@ksef/auth';
 * import { environments, nip } from '@ksef/core';
 *
 * declare const encryptor: TokenEncryptor; // an EncryptionService of @ksef/crypto
 * const api = createApi({ environment: environments.test });
 * const { accessToken } = await loginWithToken(api, {
 *   context: nip('5265877635'),
 *   token: process.env.KSEF_TOKEN ?? '',
 *   encryptor,
 * });
 * ```
 */
export async function loginWithToken(
  api: Api,
  login: TokenLogin & {
    /** Longest wait for KSeF to finish, in milliseconds. Default five minutes. */
    readonly waitTimeoutMs?: number | undefined;
  },
  options: AuthOptions = {},
): Promise<LoginResult> {
  return completeLogin(api, () => startTokenLogin(api, login, options), {
    ...options,
    waitTimeoutMs: login.waitTimeoutMs,
  });
}
