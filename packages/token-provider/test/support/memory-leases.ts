import { KsefError } from '@ksef/core';
import type { Leases, TokenStore } from '../../src/index.js';

interface Place {
  owner: string | undefined;
  until: number;
  fence: number;
  saved: number;
}

/** Leases of one process, as several processes would share them; and a store that knows their fences. */
export function memoryLeases(now: () => number = () => Date.now()): Leases & { store(): TokenStore } {
  const places = new Map<string, Place>();
  const kept = new Map<string, Awaited<ReturnType<TokenStore['load']>>>();
  const at = (key: string) => {
    const place = places.get(key) ?? { owner: undefined, until: 0, fence: 0, saved: 0 };
    places.set(key, place);
    return place;
  };
  return {
    async take(key, owner, lockTtlMs) {
      const place = at(key);
      if (place.owner !== undefined && place.until > now()) return { heldForMs: place.until - now() };
      Object.assign(place, { owner, until: now() + lockTtlMs, fence: place.fence + 1 });
      return { fence: place.fence };
    },
    async renew(key, owner, lockTtlMs) {
      const place = at(key);
      if (place.owner !== owner || place.until <= now()) return false;
      place.until = now() + lockTtlMs;
      return true;
    },
    async release(key, owner) {
      const place = at(key);
      if (place.owner === owner) place.owner = undefined;
    },
    store: () => ({
      load: async (key) => kept.get(key),
      async save(key, tokens, options) {
        const place = at(key);
        if (options?.fence !== undefined && options.fence < place.saved)
          throw new KsefError('stale', { code: 'STALE_TOKENS' });
        place.saved = options?.fence ?? ++place.fence;
        kept.set(key, tokens);
      },
      async remove(key) {
        const place = at(key);
        place.saved = ++place.fence;
        kept.delete(key);
      },
    }),
  };
}
