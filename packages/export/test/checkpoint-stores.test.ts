import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createStorage, type Storage } from 'unstorage';
import fsDriver from 'unstorage/drivers/fs';
import memoryDriver from 'unstorage/drivers/memory';
import { describe, expect, it } from 'vitest';
import {
  type CheckpointStore,
  fileCheckpoints,
  memoryCheckpoints,
  parseCheckpoint,
  type SyncCheckpoint,
  unstorageCheckpoints,
} from '../src/checkpoints.js';
import { checkpointStoreCases, checkpointStoreConformance } from '../src/conformance.js';

const newFolder = () => mkdtempSync(join(tmpdir(), 'ksef-checkpoints-'));
const folders = { file: newFolder(), fs: newFolder() };
const memory = memoryCheckpoints();
const memoryStorage = createStorage({ driver: memoryDriver() });
const stores: Record<string, () => CheckpointStore> = {
  memoryCheckpoints: () => memory,
  fileCheckpoints: () => fileCheckpoints(folders.file),
  'unstorageCheckpoints over memory': () => unstorageCheckpoints(memoryStorage),
  'unstorageCheckpoints over fs': () =>
    unstorageCheckpoints(createStorage({ driver: fsDriver({ base: folders.fs }) })),
};

describe.each(Object.keys(stores))('%s', (name) => {
  // The driver for a file system writes in place: two processes that write one file at once may mix.
  const unlessWhole = (title: string, fn: () => Promise<void>) =>
    it.skipIf(name.endsWith('fs') && title.endsWith(', whole'))(title, fn);
  checkpointStoreConformance({ create: stores[name] as () => CheckpointStore }, { it: unlessWhole });
});

describe('the conformance suite finds', () => {
  const good = memoryCheckpoints();
  const bad: Record<string, CheckpointStore> = {
    'a store that forgets': { ...good, load: async () => undefined },
    'a store with one name for all': {
      load: (_name, options) => good.load('one', options),
      save: (_name, checkpoint, options) => good.save('one', checkpoint, options),
    },
    'a store that ignores case': {
      load: (name, options) => good.load(name.toLowerCase(), options),
      save: (name, checkpoint, options) => good.save(name.toLowerCase(), checkpoint, options),
    },
    'a store that ignores aborts': {
      load: (name) => good.load(name),
      save: (name, checkpoint) => good.save(name, checkpoint),
    },
    'a store that reads all, changes one and writes all': readModifyWrite(),
  };
  it.each(Object.keys(bad))('%s', async (name) => {
    const create = () => bad[name] as CheckpointStore;
    const results = await Promise.allSettled(checkpointStoreCases.map((one) => one.run({ create })));
    expect(results.filter(({ status }) => status === 'rejected').length).toBeGreaterThan(0);
  });
});

function readModifyWrite(): CheckpointStore {
  let all: ReadonlyMap<string, SyncCheckpoint> = new Map();
  const read = async (signal: AbortSignal | undefined) => {
    signal?.throwIfAborted();
    const found = all;
    await new Promise((resolve) => setImmediate(resolve));
    return found;
  };
  return {
    load: async (name, options) => structuredClone((await read(options?.signal)).get(name)),
    save: async (name, given, options) => {
      const checkpoint = structuredClone(given);
      all = new Map(await read(options?.signal)).set(name, checkpoint);
    },
  };
}

describe('what is no checkpoint', () => {
  const good = { version: 1, from: '2026-02-01T10:00:00Z', delivered: [['a', 'b']] };
  it.each(['', '{"version":1', 'null', '[]', '5'])('is refused: %j', (json) => {
    expect(() => parseCheckpoint(json, 'x')).toThrow(expect.objectContaining({ code: 'INVALID_CHECKPOINT' }));
  });
  it.each([
    { ...good, version: 2 },
    { ...good, from: 5 },
    { ...good, delivered: undefined },
    { ...good, delivered: [['a']] },
    { ...good, delivered: [['a', 5]] },
    { ...good, caughtUpAt: 5 },
  ])('is refused: %j', async (value) => {
    expect(() => parseCheckpoint(JSON.stringify(value), 'x')).toThrow(
      /^x is not a checkpoint of this version/,
    );
    await memoryStorage.clear();
    const store = unstorageCheckpoints(memoryStorage);
    await store.save('a', good as unknown as SyncCheckpoint);
    const [item = ''] = await memoryStorage.getKeys();
    await memoryStorage.setItem(item, value);
    await expect(store.load('a')).rejects.toMatchObject({ code: 'INVALID_CHECKPOINT' });
  });
});

describe('fileCheckpoints', () => {
  it('names a folder that cannot be used, whatever the disk says', async () => {
    const folder = newFolder();
    mkdirSync(join(folder, 'a.json'));
    const store = fileCheckpoints(folder);
    const refused = { code: 'INVALID_FOLDER', input: 'folder' };
    await expect(store.load('a')).rejects.toMatchObject(refused);
    await expect(store.save('a', { version: 1, from: 'x', delivered: [] })).rejects.toMatchObject(refused);
    const file = join(folder, 'file');
    writeFileSync(file, '');
    await expect(
      fileCheckpoints(file).save('a', { version: 1, from: 'x', delivered: [] }),
    ).rejects.toMatchObject(refused);
  });
});

it.each([
  [undefined, {}, 'storage'],
  [{ getItem() {} }, {}, 'storage'],
  [memoryStorage, { base: 5 }, 'base'],
  [memoryStorage, { prefix: 'x' }, 'prefix'],
])('unstorageCheckpoints refuses wrong options: %#', (storage, options, input) => {
  expect(() => unstorageCheckpoints(storage as Storage, options as object)).toThrow(
    expect.objectContaining({ code: 'INVALID_OPTION', input }),
  );
});
