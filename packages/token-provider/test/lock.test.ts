import { describe, expect, it } from 'vitest';
import { inProcessLock, memoryTokenStore, type SaveOptions, type TokenLock } from '../src/index.js';
import { context, keyInStore, settled, setUp } from './support/provider.js';

const unreachable = Object.assign(new Error('secret'), { code: 'ECONNREFUSED' });
const lockFailed = { type: 'lock-failed', context, errorName: 'Error', errorCode: 'ECONNREFUSED' };

describe('a lock', () => {
  it('is asked for by the key of the store, and its fence goes with what is saved', async () => {
    const keys: string[] = [];
    const fences: unknown[] = [];
    const store = memoryTokenStore();
    const { provider, tokens } = setUp({
      store: {
        ...store,
        save: async (key, value, options?: SaveOptions) => {
          fences.push(options?.fence);
          await store.save(key, value, options);
        },
      },
      lock: {
        async withLock(key, fn) {
          keys.push(key);
          return fn(new AbortController().signal, 7);
        },
      },
    });
    await provider.getToken(context);
    await provider.seed(context, tokens('by hand'));
    expect(keys).toEqual([keyInStore]);
    expect(fences).toEqual([7, undefined]);
  });
  it('once had is followed by a second look into the store; without one, one look is enough', async () => {
    for (const [lock, looks] of [
      [undefined, 1],
      [inProcessLock(), 2],
      [{ withLock: () => Promise.reject(unreachable) }, 1],
    ] as const) {
      let loads = 0;
      const load = async () => void loads++ as undefined;
      const { provider } = setUp({ store: { ...memoryTokenStore(), load }, lock });
      await provider.getToken(context);
      expect(loads).toBe(looks);
    }
  });
  it('out of reach is told of, and the login is made all the same', async () => {
    const { provider, events } = setUp({ lock: { withLock: () => Promise.reject(unreachable) } });
    expect(await provider.getToken(context)).toBe('a-1');
    expect(events).toEqual([lockFailed, { type: 'login', context, durationMs: 0 }]);
  });
  it('out of reach that has to be had is an error that says so, with its cause', async () => {
    const lock = { withLock: () => Promise.reject(unreachable) };
    const { provider, events } = setUp({ lock, whenLockFails: 'fail' });
    await expect(provider.getToken(context)).rejects.toMatchObject({
      code: 'LOCK_FAILED',
      message: `No login for ${keyInStore}: the lock is unreachable, and whenLockFails is 'fail'.`,
      cause: unreachable,
    });
    expect(events).toEqual([lockFailed]);
  });
  it('that could not be given back leaves the tokens good', async () => {
    const lock: TokenLock = {
      async withLock(_key, fn) {
        await fn(new AbortController().signal);
        throw unreachable;
      },
    };
    const { provider, asked, events } = setUp({ lock, whenLockFails: 'fail' });
    expect(await provider.getToken(context)).toBe('a-1');
    expect(provider.peek(context)).toBe('a-1');
    expect(asked).toHaveLength(1);
    expect(events).toEqual([{ type: 'login', context, durationMs: 0 }, lockFailed]);
  });
  it('is not blamed for a login that failed under it, nor is that repeated', async () => {
    const { provider, asked, events, fail } = setUp({ lock: inProcessLock(), whenLockFails: 'fail' });
    fail.login = [new Error('wrong token')];
    await expect(provider.getToken(context)).rejects.toThrow('wrong token');
    expect(asked).toHaveLength(1);
    expect(events).toEqual([]);
  });
  it('is waited for no longer than anyone waits for the token, and then nobody logs in', async () => {
    const lock = inProcessLock();
    const { provider, asked, events } = setUp({ lock });
    let release = () => {};
    const other = lock.withLock(keyInStore, () => new Promise<void>((resolve) => (release = resolve)));
    const caller = new AbortController();
    const waiting = provider.getToken(context, { signal: caller.signal });
    await settled();
    caller.abort(new Error('left'));
    await expect(waiting).rejects.toThrow('left');
    release();
    await other;
    await settled();
    expect({ asked, events }).toEqual({ asked: [], events: [] });
  });
  it('that breaks off a wait hears of the caller’s end, and does not turn it into a login', async () => {
    let heard: AbortSignal | undefined;
    const lock: TokenLock = {
      withLock: (_key, _fn, options) => {
        heard = options?.signal;
        return new Promise((_resolve, reject) => heard?.addEventListener('abort', () => reject(unreachable)));
      },
    };
    const { provider, asked, events } = setUp({ lock });
    const caller = new AbortController();
    const waiting = provider.getToken(context, { signal: caller.signal });
    await settled();
    caller.abort(new Error('left'));
    await expect(waiting).rejects.toThrow('left');
    await settled();
    expect(heard?.aborted).toBe(true);
    expect({ asked, events }).toEqual({ asked: [], events: [] });
  });
});

describe('inProcessLock', () => {
  it('lets one in at a time, in their order, also those who come while another waits', async () => {
    const lock = inProcessLock();
    const order: string[] = [];
    const releases: (() => void)[] = [];
    const hold = (name: string) =>
      lock.withLock('k', async () => {
        order.push(`${name} in`);
        await new Promise<void>((resolve) => releases.push(resolve));
        order.push(`${name} out`);
      });
    const all = [hold('a'), hold('b')];
    await settled();
    releases.shift()?.();
    await settled();
    all.push(hold('c'));
    await settled();
    expect(order).toEqual(['a in', 'a out', 'b in']);
    releases.shift()?.();
    await settled();
    releases.shift()?.();
    await Promise.all(all);
    expect(order.slice(3)).toEqual(['b out', 'c in', 'c out']);
  });
  it('hands its holder the caller’s signal', async () => {
    const caller = new AbortController();
    const { signal } = caller;
    expect(await inProcessLock().withLock('k', async (given) => given, { signal })).toBe(signal);
    expect((await inProcessLock().withLock('k', async (given) => given, {})).aborted).toBe(false);
  });
});
