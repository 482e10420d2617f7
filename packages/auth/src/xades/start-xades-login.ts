import { type Api, authenticateWithXades } from '@ksef/api';
import { checkAuthorizationPolicy, toContext } from '@ksef/core';
import { checkAuthOptions, checkXadesLogin } from '../auth-options.js';
import type { AuthOptions, StartedLogin } from '../login/login-types.js';
import { startWithChallenge } from '../login/start-with-challenge.js';
import type { XadesLogin } from './xades-login.js';

/**
 * Starts a login with a signature: challenge, signature, submission. After an expired challenge (21111) it retries
 * once: the signer must then create another signature.
 *
 * @throws InvalidInputError `INVALID_CONTEXT`, `INVALID_IP_POLICY`, `INVALID_OPTION`; whatever the signer throws
 * @throws KsefApiError `CHALLENGE_EXPIRED`, or when KSeF rejects it (9105 the signature, 21115 the certificate);
 * UnknownOutcomeError
 * @example
 * ```ts
 * import type { Api } from '@ksef/api';
 * import { redeemLogin, startXadesLogin, waitForLogin, type XadesLogin } from '@ksef/auth';
 *
 * declare const api: Api;
 * declare const login: XadesLogin; // a context, and xadesSigner(…) of @ksef/signing
 *
 * const started = await startXadesLogin(api, login);
 * await waitForLogin(api, started);
 * const { accessToken } = await redeemLogin(api, started);
 * ```
 */
export async function startXadesLogin(
  api: Api,
  login: XadesLogin,
  options: AuthOptions = {},
): Promise<StartedLogin> {
  checkXadesLogin(login);
  checkAuthOptions(options);
  const { signer, subjectIdentifierType = 'certificateSubject', verifyCertificateChain } = login;
  const context = toContext(login.context);
  const authorizationPolicy =
    login.authorizationPolicy && checkAuthorizationPolicy(login.authorizationPolicy);
  const feature = login.enforceXadesCompliance ? 'enforce-xades-compliance' : undefined;
  const { signal } = options;

  return startWithChallenge(
    api,
    async ({ challenge, timestampMs }) => {
      const request = { challenge, timestampMs, context, subjectIdentifierType, authorizationPolicy };
      const body = await signer.signAuthRequest(request, { signal });
      signal?.throwIfAborted();
      return () => authenticateWithXades(api, { body, verifyCertificateChain, feature }, { signal });
    },
    { signal },
  );
}
