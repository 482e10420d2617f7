import { type Api, authenticateWithKsefToken, requestAuthChallenge } from '@ksef/api';
import { checkAuthorizationPolicy, encodeBase64, KsefApiError, toContext } from '@ksef/core';

import { checkToken } from './check-token.js';
import type { AuthOptions, StartedLogin, TokenLogin } from './login-types.js';

const challengeLifeMs = 10 * 60_000;

/**
 * Starts a login by KSeF token: challenge, encryption, submission. A withdrawn key (21470) and an expired
 * challenge (21111) are each answered by one more try with a new one.
 *
 * @throws InvalidInputError `INVALID_CONTEXT`, `INVALID_TOKEN`, `TOKEN_CONTEXT_MISMATCH`, `INVALID_IP_POLICY`
 * @throws KsefApiError `CHALLENGE_EXPIRED`, or as KSeF refuses it; UnknownOutcomeError
 */
export async function startTokenLogin(
  api: Api,
  login: TokenLogin,
  options: AuthOptions = {},
): Promise<StartedLogin> {
  const { type, value } = toContext(login.context);
  const { token, encryptor } = login;
  checkToken(token, { type, value });
  const policy = login.authorizationPolicy && checkAuthorizationPolicy(login.authorizationPolicy);
  const { signal } = options;
  let keyRefreshed = false;
  let challengeRenewed = false;

  for (;;) {
    const { challenge, timestampMs } = await requestAuthChallenge(api, {}, { signal });
    const askedAt = api.clock.now();
    const { encrypted, publicKeyId } = await encryptor.encryptToken({ token, timestampMs }, { signal });
    // A machine that slept, or a slow key source: no use in sending what KSeF must refuse.
    if (api.clock.now() - askedAt > challengeLifeMs && !challengeRenewed) {
      challengeRenewed = true;
      continue;
    }
    try {
      return await authenticateWithKsefToken(
        api,
        {
          body: {
            challenge,
            contextIdentifier: { type, value },
            encryptedToken: encodeBase64(encrypted),
            publicKeyId,
            ...(policy && { authorizationPolicy: policy }),
          },
        },
        { signal },
      );
    } catch (error) {
      if (!(error instanceof KsefApiError)) throw error;
      if (error.hasCode(21470) && !keyRefreshed) {
        keyRefreshed = true;
        await encryptor.forceRefresh({ signal });
      } else if (error.hasCode(21111)) {
        if (challengeRenewed) throw challengeExpired(error);
        challengeRenewed = true;
      } else {
        throw error;
      }
    }
  }
}

function challengeExpired(cause: KsefApiError): KsefApiError {
  return new KsefApiError(
    'KSeF takes the challenge for expired or unknown, and a new one too. Check the clock.',
    {
      code: 'CHALLENGE_EXPIRED',
      status: cause.status,
      operation: cause.operation,
      errors: cause.errors,
      traceId: cause.traceId,
      cause,
    },
  );
}
