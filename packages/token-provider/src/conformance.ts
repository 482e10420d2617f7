import type { AsyncOptions } from './authenticator.js';
import { newKey, pause, rejects, same, sample, withinMs } from './conformance-tools.js';
import type { TokenLock } from './token-lock.js';
import type { TokenStore } from './token-store.js';

/** What is examined. Each call of `create` gives a handle on the same backend, as another process would have. */
export interface ConformanceSubject<S> {
  create(): S | Promise<S>;
}

/** One promise that an implementation makes. `run` throws when it is broken. */
export interface ConformanceCase<S> {
  readonly name: string;
  run(subject: ConformanceSubject<S>): Promise<void>;
}

/** The part of vitest, jest or `node:test` that is used. */
export interface ConformanceRunner {
  it(name: string, fn: () => Promise<void>): unknown;
}

/**
 * Registers every case for a {@link TokenStore} as a test.
 *
 * @example
 * ```ts
 * import { memoryTokenStore } from '@ksef/token-provider';
 * import { tokenStoreConformance } from '@ksef/token-provider/conformance';
 * import { it } from 'node:test';
 *
 * const store = memoryTokenStore();
 * tokenStoreConformance({ create: () => store }, { it });
 * ```
 */
export function tokenStoreConformance(
  subject: ConformanceSubject<TokenStore>,
  runner: ConformanceRunner,
): void {
  for (const { name, run } of tokenStoreCases) runner.it(name, () => run(subject));
}

/** Registers every case for a {@link TokenLock} as a test. */
export function tokenLockConformance(
  subject: ConformanceSubject<TokenLock>,
  runner: ConformanceRunner,
): void {
  for (const { name, run } of tokenLockCases) runner.it(name, () => run(subject));
}

/** Registers every case for a lock and a store that work together, as a test. */
export function tokenFenceConformance(
  subject: ConformanceSubject<{ readonly store: TokenStore; readonly lock: TokenLock }>,
  runner: ConformanceRunner,
): void {
  for (const { name, run } of tokenFenceCases) runner.it(name, () => run(subject));
}

/** What every {@link TokenStore} keeps to. */
export const tokenStoreCases: readonly ConformanceCase<TokenStore>[] = [
  {
    name: 'loads undefined for a key that was never saved',
    async run({ create }) {
      same(await (await create()).load(newKey()), undefined);
    },
  },
  {
    name: 'loads what was saved, through another handle too',
    async run({ create }) {
      const key = newKey();
      const store = await create();
      await store.save(key, sample('a'));
      same(await store.load(key), sample('a'));
      same(await (await create()).load(key), sample('a'));
    },
  },
  {
    name: 'replaces as a whole: a refresh token that is not saved again is gone',
    async run({ create }) {
      const key = newKey();
      const store = await create();
      const { accessToken } = sample('b');
      await store.save(key, sample('a'));
      await store.save(key, { accessToken });
      same(await store.load(key), { accessToken });
    },
  },
  {
    name: 'keeps keys apart, whatever characters are in them',
    async run({ create }) {
      const store = await create();
      const stem = newKey();
      const keys = [
        `${stem}/Nip:1`,
        `${stem}/Nip:11`,
        `${stem}/NIP:1`,
        `${stem}/Nip_1`,
        `${stem}/NipVatUe:1-NL+*'"%`,
      ];
      for (const key of keys) await store.save(key, sample(key));
      for (const key of keys) same(await store.load(key), sample(key));
    },
  },
  {
    name: 'keeps long tokens to the last character',
    async run({ create }) {
      const key = newKey();
      const store = await create();
      const long = {
        accessToken: { token: 'x'.repeat(8_000), validUntil: sample('a').accessToken.validUntil },
      };
      await store.save(key, long);
      same(await store.load(key), long);
    },
  },
  {
    name: 'does not change when the saved or loaded object is changed',
    async run({ create }) {
      const key = newKey();
      const store = await create();
      const given = structuredClone(sample('a'));
      await store.save(key, given);
      (given.accessToken as { token: string }).token = 'changed';
      const loaded = await store.load(key);
      same(loaded, sample('a'));
      if (loaded) (loaded.accessToken as { token: string }).token = 'changed';
      same(await store.load(key), sample('a'));
    },
  },
  {
    name: 'removes one key and leaves the others',
    async run({ create }) {
      const [gone, kept] = [newKey(), newKey()];
      const store = await create();
      await store.save(gone, sample('a'));
      await store.save(kept, sample('b'));
      await store.remove(gone);
      same(await store.load(gone), undefined);
      same(await store.load(kept), sample('b'));
      await store.remove(gone);
    },
  },
  {
    name: 'rejects when the signal is aborted already',
    async run({ create }) {
      const key = newKey();
      const store = await create();
      const aborted: AsyncOptions = { signal: AbortSignal.abort(new Error('stop')) };
      await rejects(() => store.save(key, sample('a'), aborted));
      await rejects(() => store.load(key, aborted));
      await rejects(() => store.remove(key, aborted));
      same(await store.load(key), undefined);
    },
  },
];

/** What every {@link TokenLock} keeps to. */
export const tokenLockCases: readonly ConformanceCase<TokenLock>[] = [
  {
    name: 'returns what the function returned',
    async run({ create }) {
      same(await (await create()).withLock(newKey(), async () => 42), 42);
    },
  },
  {
    name: 'lets one holder in at a time, through other handles too',
    async run({ create }) {
      const key = newKey();
      let inside = 0;
      let most = 0;
      let runs = 0;
      const locks = await Promise.all(Array.from({ length: 8 }, () => create()));
      await Promise.all(
        locks.map((lock) =>
          lock.withLock(key, async () => {
            most = Math.max(most, ++inside);
            await pause(5);
            inside--;
            runs++;
          }),
        ),
      );
      same({ most, runs }, { most: 1, runs: 8 });
    },
  },
  {
    name: 'lets other keys in meanwhile',
    async run({ create }) {
      const lock = await create();
      const outcome = lock.withLock(newKey(), () => lock.withLock(newKey(), async () => 'in'));
      same(await withinMs(2_000, outcome), 'in');
    },
  },
  {
    name: 'passes a failure on and gives the key back',
    async run({ create }) {
      const key = newKey();
      const lock = await create();
      const failure = new Error('failed inside');
      const seen = await rejects(() => lock.withLock(key, () => Promise.reject(failure)));
      same(seen === failure, true);
      same(
        await withinMs(
          2_000,
          lock.withLock(key, async () => 'free'),
        ),
        'free',
      );
    },
  },
  {
    name: 'hands the function a signal that is not aborted while the lock is held',
    async run({ create }) {
      const lock = await create();
      same(await lock.withLock(newKey(), async (signal) => signal.aborted), false);
    },
  },
  {
    name: 'ends a wait by its signal, never runs that function, and lets the next one in',
    async run({ create }) {
      const key = newKey();
      const lock = await create();
      const order: string[] = [];
      let free = () => {};
      let entered = () => {};
      const isIn = new Promise<void>((resolve) => {
        entered = resolve;
      });
      const held = new Promise<void>((resolve) => {
        free = resolve;
      });
      const holder = lock.withLock(key, async () => {
        entered();
        await held;
        order.push('holder');
      });
      await isIn;
      const controller = new AbortController();
      const leaver = rejects(() =>
        lock.withLock(key, async () => void order.push('leaver'), { signal: controller.signal }),
      );
      const next = lock.withLock(key, async () => void order.push('next'));
      controller.abort(new Error('stop'));
      await withinMs(2_000, leaver);
      same(order, []);
      free();
      await withinMs(5_000, Promise.all([holder, next]));
      same(order, ['holder', 'next']);
    },
  },
];

/** What a lock with fences, and the store that knows them, keep to. */
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

function fenceOf(lock: TokenLock, key: string): Promise<number | undefined> {
  return lock.withLock(key, async (_signal, fence) => fence);
}

function codeOf(error: unknown): unknown {
  return (error as { code?: unknown }).code;
}
