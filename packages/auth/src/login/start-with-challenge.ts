import { type Api, requestAuthChallenge, type Schemas } from '@ksef/api';
import { KsefApiError } from '@ksef/core';
import type { StartedLogin } from './login-types.js';

const challengeLifeMs = 10 * 60_000;

/**
 * Starts a login: gets a challenge, creates the proof for it, and submits that. After an expired challenge (21111, or
 * by the clock) it retries once with a new one; `retryOn` may add other cases.
 */
export async function startWithChallenge(
  api: Api,
  prove: (challenge: Schemas['AuthenticationChallengeResponse']) => Promise<() => Promise<StartedLogin>>,
  options: {
    readonly signal: AbortSignal | undefined;
    readonly retryOn?: (error: KsefApiError) => Promise<boolean>;
  },
): Promise<StartedLogin> {
  const { signal, retryOn } = options;
  let renewed = false;
  for (;;) {
    const challenge = await requestAuthChallenge(api, {}, { signal });
    const askedAt = api.clock.now();
    const submit = await prove(challenge);
    // The machine was asleep, or a person took long: KSeF would reject it.
    if (api.clock.now() - askedAt > challengeLifeMs && !renewed) {
      renewed = true;
      continue;
    }
    try {
      return await submit();
    } catch (error) {
      if (!(error instanceof KsefApiError)) throw error;
      if (error.hasCode(21111)) {
        if (renewed) throw challengeExpired(error);
        renewed = true;
      } else if (!(await retryOn?.(error))) {
        throw error;
      }
    }
  }
}

function challengeExpired(cause: KsefApiError): KsefApiError {
  return new KsefApiError(
    'KSeF rejected the challenge as expired or unknown, and a new one too. Check the system clock.',
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
