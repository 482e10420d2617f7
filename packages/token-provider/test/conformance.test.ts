import { describe, expect, it } from 'vitest';
import {
  tokenLockCases,
  tokenLockConformance,
  tokenStoreCases,
  tokenStoreConformance,
} from '../src/conformance.js';
import { inProcessLock, memoryTokenStore, type TokenLock, type TokenStore } from '../src/index.js';

describe('memoryTokenStore', () => {
  const store = memoryTokenStore();
  tokenStoreConformance({ create: () => store }, { it });
});

describe('inProcessLock', () => {
  const lock = inProcessLock();
  tokenLockConformance({ create: () => lock }, { it });
});

async function broken<S>(
  cases: readonly { run(s: { create(): S }): Promise<void> }[],
  create: () => S,
): Promise<number> {
  const results = await Promise.allSettled(cases.map((one) => one.run({ create })));
  return results.filter((result) => result.status === 'rejected').length;
}

describe('the conformance suite finds', () => {
  const good = memoryTokenStore();
  const stores: Record<string, TokenStore> = {
    'a store that forgets': { ...good, load: async () => undefined },
    'a store that does not remove': { ...good, remove: async () => {} },
    'a store with one key for all': {
      load: (_key, options) => good.load('one', options),
      save: (_key, tokens, options) => good.save('one', tokens, options),
      remove: (_key, options) => good.remove('one', options),
    },
    'a store that ignores case': {
      ...good,
      load: (k, o) => good.load(k.toLowerCase(), o),
      save: (k, t, o) => good.save(k.toLowerCase(), t, o),
    },
    'a store that ignores aborts': { ...good, load: (k) => good.load(k) },
  };
  for (const [name, store] of Object.entries(stores)) {
    it(name, async () => expect(await broken(tokenStoreCases, () => store)).toBeGreaterThan(0));
  }
  it('a lock that locks nothing', async () => {
    const lock: TokenLock = { withLock: (_key, fn) => fn(new AbortController().signal) };
    expect(await broken(tokenLockCases, () => lock)).toBeGreaterThan(0);
  });
});
