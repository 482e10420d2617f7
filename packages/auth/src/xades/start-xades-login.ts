import { type Api, authenticateWithXades } from '@ksef/api';
import { checkAuthorizationPolicy, InvalidInputError, toContext } from '@ksef/core';
import type { AuthOptions, StartedLogin, XadesLogin } from '../login/login-types.js';
import { startWithChallenge } from '../login/start-with-challenge.js';

/**
 * Starts a login by signature: challenge, signature, submission. An expired challenge (21111) is answered by one more
 * try: the signer is then asked for another signature.
 *
 * @throws InvalidInputError `INVALID_CONTEXT`, `INVALID_IP_POLICY`, `INVALID_OPTION`; whatever the signer throws
 * @throws KsefApiError `CHALLENGE_EXPIRED`, or as KSeF refuses it (9105 the signature, 21115 the certificate);
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
  const { signer, subjectIdentifierType = 'certificateSubject', verifyCertificateChain } = login;
  const context = toContext(login.context);
  const authorizationPolicy =
    login.authorizationPolicy && checkAuthorizationPolicy(login.authorizationPolicy);
  if (typeof signer?.signAuthRequest !== 'function') {
    throw new InvalidInputError(
      'A login by signature needs a signer with signAuthRequest(): xadesSigner(…) of @ksef/signing makes one.',
      {
        code: 'INVALID_OPTION',
        input: 'signer',
      },
    );
  }
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
