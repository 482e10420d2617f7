import { type Clock, KsefApiError } from '@ksef/core';
import type { Authenticator } from './authenticator.js';
import type { Entry } from './entry.js';
import { failureInfo, type TokenEvent } from './token-event.js';
import { copyTokens, endOf, type StoredTokens } from './tokens.js';

const pauseMs = 500;
// KSeF answers 400 to a revoked refresh token (ksef-api#336), 401 to an expired one.
const refusals: readonly number[] = [400, 401, 410];

/** New tokens for a context: with its refresh token while that is valid, otherwise by a full login. */
export async function renew(
  authenticator: Authenticator,
  entry: Entry,
  known: StoredTokens | undefined,
  use: { readonly clock: Clock; readonly signal: AbortSignal; emit(event: TokenEvent): void },
): Promise<{ readonly change: 'login' | 'refresh'; readonly tokens: StoredTokens }> {
  const refreshed = known && (await refresh(authenticator, entry, known, use));
  if (refreshed) return { change: 'refresh', tokens: refreshed };
  const tokens = copyTokens(await authenticator.login(entry.context, { signal: use.signal }));
  return { change: 'login', tokens };
}

async function refresh(
  authenticator: Authenticator,
  entry: Entry,
  known: StoredTokens,
  use: { readonly clock: Clock; readonly signal: AbortSignal; emit(event: TokenEvent): void },
): Promise<StoredTokens | undefined> {
  const { refreshToken } = known;
  if (!authenticator.refresh || !refreshToken || refreshToken.token === entry.refusedRefreshToken)
    return undefined;
  const { context } = entry;
  const { clock, signal } = use;
  for (let attempt = 1; attempt <= 2 && endOf(refreshToken) > clock.now(); attempt++) {
    try {
      const { accessToken } = await authenticator.refresh(context, refreshToken.token, { signal });
      // KSeF returns the same token again within one second.
      if (accessToken.token === entry.rejectedToken) return undefined;
      return copyTokens({ ...known, accessToken });
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof KsefApiError && error.status < 500) {
        // A login would get the same 403 or 429.
        if (!refusals.includes(error.status)) throw error;
        entry.refusedRefreshToken = refreshToken.token;
        use.emit({ type: 'refresh-refused', context, ...failureInfo(error) });
        return undefined;
      }
      use.emit({ type: 'refresh-failed', context, ...failureInfo(error) });
      if (attempt === 1) await clock.sleep(pauseMs, signal);
    }
  }
  return undefined;
}
