import { readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SortedSpool, SpoolFolder } from '../src/spool/index.js';
import { collect } from './support/ksef.js';

describe('SortedSpool', () => {
  it('gives everything in order, equal keys as they came, whatever had to wait in files', async () => {
    const keys = fc.array(fc.oneof(fc.constantFrom('a', 'b"', 'c\\', 'ą\0'), fc.string({ unit: 'binary' })), {
      maxLength: 150,
    });
    await fc.assert(
      fc.asyncProperty(keys, fc.integer({ min: 100, max: 2_000 }), async (given, mostHeld) => {
        const folder = new SpoolFolder();
        try {
          const spool = new SortedSpool<{ readonly place: number; readonly text: string }>(folder, mostHeld);
          for (const [place, key] of given.entries()) await spool.add(key, { place, text: `line\n${key}` });
          const expected = given
            .map((key, place) => ({ key, item: { place, text: `line\n${key}` } }))
            .sort((one, other) => (one.key === other.key ? 0 : one.key < other.key ? -1 : 1));
          expect(await collect(spool.sorted())).toEqual(expected);
        } finally {
          await folder.close();
        }
      }),
      { numRuns: 40 },
    );
  });

  it('writes nothing that can be read by others, and removes it', async () => {
    const before = new Set(await readdir(tmpdir()));
    const folder = new SpoolFolder();
    const spool = new SortedSpool<string>(folder, 10);
    for (const number of ['FV/secret/1', 'FV/secret/2']) await spool.add(number, number);
    const own = (await readdir(tmpdir())).filter(
      (name) => name.startsWith('ksef-reconcile-') && !before.has(name),
    );
    const files = await Promise.all(
      own.map(async (name) => {
        const path = join(tmpdir(), name);
        return Promise.all((await readdir(path)).map((file) => readFile(join(path, file), 'latin1')));
      }),
    );
    expect(files.flat().length).toBeGreaterThan(0);
    expect(files.flat().join()).not.toContain('secret');
    await folder.close();
    const left = await readdir(tmpdir());
    expect(own.filter((name) => left.includes(name))).toEqual([]);
  });
});
