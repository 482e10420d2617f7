import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { createStorage, type Storage } from 'unstorage';
import fsDriver from 'unstorage/drivers/fs';
import memoryDriver from 'unstorage/drivers/memory';
import { describe, expect, it } from 'vitest';
import { tokenStoreConformance } from '../src/conformance.js';
import { unstorageTokenStore } from '../src/index.js';

const folder = mkdtempSync(join(tmpdir(), 'ksef-unstorage-'));
const memory = createStorage({ driver: memoryDriver() });
const sealingKeys = [{ id: 'k1', key: new Uint8Array(32).fill(7) }];
const tokens = { accessToken: { token: 'access-secret', validUntil: '2099-01-01T00:15:00Z' } };
const storages: Record<string, () => Storage> = {
  memory: () => memory,
  fs: () => createStorage({ driver: fsDriver({ base: folder }) }),
};

/** The driver for a file system writes in place: two processes that write one file at once may mix. */
const unlessWhole = (name: string, fn: () => Promise<void>) =>
  it.skipIf(name.startsWith('keeps one login whole'))(name, fn);

describe.each(Object.keys(storages))('unstorageTokenStore over %s', (name) => {
  const create = (options?: object) => unstorageTokenStore((storages[name] as () => Storage)(), options);
  const runner = { it: name === 'fs' ? unlessWhole : it };
  tokenStoreConformance({ create }, runner);
  describe('sealed', () => {
    tokenStoreConformance({ create: () => create({ sealingKeys, base: 'sealed' }) }, runner);
  });
});

describe('unstorageTokenStore', () => {
  it('keeps each context under a name that every driver can keep', async () => {
    const storage = createStorage({ driver: fsDriver({ base: join(folder, 'names') }) });
    const store = unstorageTokenStore(storage, { base: 'app:logins' });
    await store.save('TEST/NipVatUe:1-NL+*?', tokens);
    expect(readdirSync(join(folder, 'names', 'app', 'logins'))).toEqual([
      expect.stringMatching(/^TEST_NipVatUe_1-NL___-[0-9a-f]{32}$/),
    ]);
  });

  it('refuses what was changed, and passes on of a driver that fails its name and code alone', async () => {
    const storage = createStorage({ driver: memoryDriver() });
    const store = unstorageTokenStore(storage);
    await store.save('a', tokens);
    const [item = ''] = await storage.getKeys();
    for (const bad of ['half {', 5, { key: 'b', tokens }, { key: 'a' }]) {
      await storage.setItem(item, bad as object);
      await expect(store.load('a')).rejects.toMatchObject({ code: 'INVALID_TOKEN_INFO' });
    }
    const failure = Object.assign(new Error('SET access-secret'), {
      code: 'ECONNRESET',
      command: { args: ['access-secret'] },
    });
    const failing = unstorageTokenStore({
      getItem: () => Promise.reject(failure),
      setItem: () => Promise.reject(failure),
      removeItem: () => Promise.reject(failure),
    });
    for (const act of [() => failing.load('a'), () => failing.save('a', tokens), () => failing.remove('a')]) {
      const error = await act().catch((reason: unknown) => reason);
      expect(error).toMatchObject({ code: 'STORAGE_FAILED', message: 'The storage failed (ECONNRESET).' });
      expect(inspect(error, { depth: 9, showHidden: true })).not.toContain('secret');
    }
  });

  it('leaves a driver that hangs with its signal', async () => {
    const hang = () => new Promise<never>(() => {});
    const store = unstorageTokenStore({ getItem: hang, setItem: hang, removeItem: hang });
    for (const act of [
      (signal: AbortSignal) => store.load('a', { signal }),
      (signal: AbortSignal) => store.save('a', tokens, { signal }),
      (signal: AbortSignal) => store.remove('a', { signal }),
    ]) {
      const controller = new AbortController();
      const waiting = act(controller.signal);
      controller.abort(new Error('left'));
      await expect(waiting).rejects.toThrow('left');
    }
  });

  it.each([
    [undefined, {}, 'storage'],
    [{ getItem() {} }, {}, 'storage'],
    [memory, { base: 5 }, 'base'],
    [memory, { prefix: 'a' }, 'prefix'],
  ])('refuses wrong options: %#', (storage, options, input) => {
    expect(() => unstorageTokenStore(storage as Storage, options as object)).toThrow(
      expect.objectContaining({ code: 'INVALID_OPTION', input }),
    );
  });
});
