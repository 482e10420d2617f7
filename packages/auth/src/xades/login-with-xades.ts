import type { Api } from '@ksef/api';
import { completeLogin } from '../login/complete-login.js';
import type { AuthOptions, LoginResult } from '../login/login-types.js';
import { startXadesLogin } from './start-xades-login.js';
import type { XadesLogin } from './xades-login.js';

/**
 * Logs in with a signature (KSeF certificate, qualified signature or seal, trusted profile): challenge, signature,
 * submission, waiting, tokens.
 *
 * @throws InvalidInputError `INVALID_CONTEXT`, `INVALID_IP_POLICY`, `INVALID_OPTION`; whatever the signer throws
 * @throws KsefStatusError `LOGIN_FAILED` (see `status.code`; 460 is about the certificate), `WAIT_TIMEOUT`
 * @throws KsefApiError `CHALLENGE_EXPIRED`, or when KSeF rejects it; UnknownOutcomeError; TransportError
 * @example
 * ```ts
 * import { createApi } from '@ksef/api';
 * import { type AuthRequestSigner, loginWithXades } from '@ksef/auth';
 * import { environments, nip } from '@ksef/core';
 *
 * declare const signer: AuthRequestSigner; // xadesSigner(…) of @ksef/signing
 * const api = createApi({ environment: environments.test });
 * const { accessToken } = await loginWithXades(api, { context: nip('5265877635'), signer });
 * ```
 */
export async function loginWithXades(
  api: Api,
  login: XadesLogin & {
    /** Longest wait for KSeF to finish, in milliseconds. Default five minutes. */
    readonly waitTimeoutMs?: number | undefined;
  },
  options: AuthOptions = {},
): Promise<LoginResult> {
  return completeLogin(api, () => startXadesLogin(api, login, options), {
    ...options,
    waitTimeoutMs: login.waitTimeoutMs,
  });
}
