import { TransportError } from '@ksef/core';
import { onAbort } from '@ksef/core/internal';
import type { ApiSettings } from '../settings/api-settings.js';
import { timeLimit } from '../transport/time-limit.js';
import type { Call } from './describe-call.js';

/** The bearer token for a call, by the deadline; undefined where it needs none from the client's source. */
export async function getToken(
  settings: ApiSettings,
  { name: operation, context, signal: caller }: Call,
  deadline: number,
): Promise<string | undefined> {
  const source = settings.accessToken;
  if (context === undefined || source === undefined) return undefined;
  const atHand = source.peek?.(context);
  if (atHand !== undefined) return atHand;
  const { signal, end } = timeLimit(
    deadline - settings.clock.now(),
    caller,
    () => new TransportError(`${operation}: no token came in time.`, { code: 'TIMEOUT', operation }),
  );
  try {
    signal.throwIfAborted();
    // Raced, for sources that ignore the signal.
    return await new Promise<string>((resolve, reject) => {
      onAbort(signal, () => reject(signal.reason));
      source.getToken(context, { signal }).then(resolve, reject);
    });
  } finally {
    end();
  }
}
