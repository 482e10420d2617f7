import { type ContextIdentifier, TransportError } from '@ksef/core';
import type { ApiSettings } from '../settings/api-settings.js';
import { timeLimit } from '../transport/time-limit.js';
import { untilAborted } from '../transport/until-aborted.js';

/** The bearer token for a call, by the deadline; undefined if it needs none from the client's source. */
export async function getToken(
  { accessToken, clock }: ApiSettings,
  operation: string,
  context: ContextIdentifier | undefined,
  caller: AbortSignal | undefined,
  deadline: number,
): Promise<string | undefined> {
  if (!context || !accessToken) return undefined;
  const atHand = accessToken.peek?.(context);
  if (atHand !== undefined) return atHand;
  const { signal, end } = timeLimit(
    deadline - clock.now(),
    caller,
    () => new TransportError(`${operation}: no token came in time.`, { code: 'TIMEOUT', operation }),
  );
  try {
    signal.throwIfAborted();
    return await untilAborted(signal, accessToken.getToken(context, { signal }));
  } finally {
    end();
  }
}
