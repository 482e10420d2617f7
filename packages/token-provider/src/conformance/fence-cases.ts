import type { TokenLock } from '../token-lock.js';
import type { TokenStore } from '../token-store.js';
import type { ConformanceCase } from './conformance-case.js';
import { newKey, rejects, same, sample } from './conformance-tools.js';

/** What a lock with fences, and the store that knows them, must guarantee. */
export const tokenFenceCases: readonly ConformanceCase<{
  readonly store: TokenStore;
  readonly lock: TokenLock;
}>[] = [
  {
    name: 'gives each holder a greater fence than the one before, through other handles too',
    async run({ create }) {
      const key = newKey();
      const fences: number[] = [];
      for (let index = 0; index < 4; index++) {
        const { lock } = await create();
        await lock.withLock(key, async (_signal, fence) => void fences.push(fence ?? Number.NaN));
      }
      same(
        fences.every((fence, index) => Number.isSafeInteger(fence) && fence > (fences[index - 1] ?? -1)),
        true,
      );
    },
  },
  {
    name: 'refuses what an outdated holder saves, and keeps the newer tokens',
    async run({ create }) {
      const key = newKey();
      const [slow, quick] = [await create(), await create()];
      const old = await fenceOf(slow.lock, key);
      const newer = await fenceOf(quick.lock, key);
      await quick.store.save(key, sample('new'), { fence: newer });
      same(codeOf(await rejects(() => slow.store.save(key, sample('old'), { fence: old }))), 'STALE_TOKENS');
      same(await slow.store.load(key), sample('new'));
      await quick.store.save(key, sample('newer'), { fence: newer });
      same(await slow.store.load(key), sample('newer'));
    },
  },
  {
    name: 'refuses what a holder saves whose lock was taken before tokens were put in by hand, or removed',
    async run({ create }) {
      for (const change of ['save', 'remove'] as const) {
        const key = newKey();
        const { store, lock } = await create();
        const fence = await fenceOf(lock, key);
        await store.save(key, sample('a'));
        if (change === 'remove') await store.remove(key);
        same(codeOf(await rejects(() => store.save(key, sample('old'), { fence }))), 'STALE_TOKENS');
        same(await store.load(key), change === 'save' ? sample('a') : undefined);
        await store.save(key, sample('b'), { fence: await fenceOf(lock, key) });
        same(await store.load(key), sample('b'));
      }
    },
  },
];

function codeOf(error: unknown): unknown {
  return (error as { code?: unknown }).code;
}
function fenceOf(lock: TokenLock, key: string): Promise<number | undefined> {
  return lock.withLock(key, async (_signal, fence) => fence);
}
