import type { TokenLock } from '../token-lock.js';
import type { ConformanceCase } from './conformance-case.js';
import { newKey, pause, rejects, same, withinMs } from './conformance-tools.js';

// Only distinguishes slow work on a busy machine from endless work.
const patienceMs = 10_000;

/** What every `TokenLock` must guarantee. */
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
      same(await withinMs(patienceMs, outcome), 'in');
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
          patienceMs,
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
      await withinMs(patienceMs, leaver);
      same(order, []);
      free();
      await withinMs(patienceMs, Promise.all([holder, next]));
      same(order, ['holder', 'next']);
    },
  },
];
