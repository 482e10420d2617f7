import { fork } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFile,
  mkdtemp,
  open,
  readdir,
  readFile,
  rm,
  stat,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from '@ksef-tools/testing/properties';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { sessionJournalCases, sessionJournalConformance } from '../../src/conformance.js';
import { fileJournal, type JournalEntry, memoryJournal, type SessionJournal } from '../../src/index.js';
import { collect } from '../support/ksef.js';

/** Windows has no file modes and does not tell when a process began. */
const onPosix = it.skipIf(process.platform === 'win32');

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ksef-journal-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('memoryJournal', () => {
  const journal = memoryJournal();
  sessionJournalConformance({ create: () => journal }, { it });
});

describe('fileJournal', () => {
  const conformance = () => join(folder, 'conformance');
  const tear = async (runId: string) => {
    const path = join(conformance(), `${runId}.ndjson`);
    const whole = await readFile(path);
    const lastLine = whole.lastIndexOf('\n', whole.length - 2) + 1;
    await truncate(path, Math.floor((lastLine + whole.length) / 2));
  };
  sessionJournalConformance({ create: () => fileJournal(conformance()), tear }, { it });

  it('drops a last line that was cut short, wherever it was cut', async () => {
    const entries = [{ type: 'a', text: 'zażółć' }, { type: 'b' }, { type: 'c', number: 3 }];
    const path = await written('torn', entries);
    const whole = await readFile(path);
    for (let size = whole.length; size >= 0; size--) {
      await truncate(path, size);
      const kept = await read('torn');
      expect(kept).toEqual(entries.slice(0, kept.length));
      expect(kept.length).toBe(whole.subarray(0, size).toString('latin1').split('\n').length - 1);
      const run = await fileJournal(folder).open('torn');
      await run.append([{ type: 'next' }]);
      await run.close();
      expect(await read('torn')).toEqual([...kept, { type: 'next' }]);
      await writeFile(path, whole);
    }
  });

  onPosix('keeps files from other eyes', async () => {
    const path = await written('mode', [{ type: 'a' }]);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    const inner = join(folder, 'made');
    const run = await fileJournal(inner).open('x');
    expect((await stat(inner)).mode & 0o777).toBe(0o700);
    for (const name of await readdir(inner)) expect((await stat(join(inner, name))).mode & 0o777).toBe(0o600);
    await run.close();
    expect(await readdir(inner)).toEqual(['x.ndjson']);
  });

  it('refuses a folder that is a file', async () => {
    const file = join(folder, 'file');
    await writeFile(file, '');
    await expect(fileJournal(file).open('a')).rejects.toMatchObject({ code: 'INVALID_FOLDER' });
  });

  it('names the line that is no entry', async () => {
    const path = await written('corrupt', [{ type: 'a' }]);
    await appendFile(path, '{"type":\n{"type":"b"}\n');
    await expect(read('corrupt')).rejects.toMatchObject({
      code: 'JOURNAL_CORRUPT',
      message: expect.stringContaining('corrupt.ndjson, line 2'),
    });
    await writeFile(path, '[]\n');
    await expect(read('corrupt')).rejects.toMatchObject({ code: 'JOURNAL_CORRUPT' });
    await writeFile(path, `${'x'.repeat(3_000_000)}\n`);
    await expect(read('corrupt')).rejects.toMatchObject({ code: 'JOURNAL_CORRUPT' });
  });

  it('reads whatever bytes as entries, or as JOURNAL_CORRUPT', async () => {
    const path = await written('fuzz', [{ type: 'a' }]);
    const line = fc.oneof(
      fc.json(),
      fc.string(),
      fc.record({ type: fc.string() }).map((one) => JSON.stringify(one)),
    );
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.array(line).map((lines) => Buffer.from(lines.join('\n'))),
    );
    await fc.assert(
      fc.asyncProperty(bytes, async (content) => {
        await writeFile(path, content);
        const outcome = await read('fuzz').catch((error: { code: string }) => error.code);
        if (typeof outcome === 'string') expect(outcome).toBe('JOURNAL_CORRUPT');
        else for (const entry of outcome) expect(typeof entry.type).toBe('string');
      }),
      { numRuns: 60 },
    );
  });

  it('takes over from a process that was killed, not from one that lives', async () => {
    const journal = fileJournal(folder);
    const holder = fork(new URL('../support/hold-journal.mjs', import.meta.url), [folder, 'held']);
    await once(holder, 'message');
    await expect(journal.open('held')).rejects.toMatchObject({
      code: 'JOURNAL_IN_USE',
      message: expect.stringContaining(`process ${holder.pid}`),
    });
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    expect(await read('held')).toEqual([{ type: 'held' }]);
  });

  onPosix('is not fooled by a process with the id of the dead one', async () => {
    const journal = fileJournal(folder);
    await (await journal.open('reused')).close();
    const run = await journal.open('reused');
    const lock = (await readdir(folder)).find((name) => name.startsWith('reused.') && name.endsWith('.lock'));
    await run.close();
    const [stem, pid, , ...rest] = lock?.split('.') ?? [];
    await writeFile(join(folder, [stem, pid, '1-00000000', ...rest].join('.')), '');
    await (await journal.open('reused')).close();
  });

  it('leaves a run of another machine alone, and says which file to delete', async () => {
    const path = join(folder, 'far.17.99-abc.0000000f.00.lock');
    await writeFile(path, 'process 17 of elsewhere\n');
    await expect(fileJournal(folder).open('far')).rejects.toMatchObject({
      code: 'JOURNAL_IN_USE',
      message: expect.stringContaining(path),
    });
  });

  it.each([
    ['whose beginning is not known', process.pid, 'untold'],
    ['that it may not ask about', 4_000_000, '99-abc'],
  ])(
    'takes a process %s for one that holds the run, and says which file to delete',
    async (_, pid, start) => {
      const run = await fileJournal(folder).open('unknown');
      const mine = (await readdir(folder)).find(
        (name) => name.startsWith('unknown.') && name.endsWith('.lock'),
      );
      await run.close();
      const host = mine?.split('.')[3];
      const path = join(folder, `unknown.${pid}.${start}.${host}.00.lock`);
      await writeFile(path, 'process of this machine\n');
      // As Deno says it without --allow-run.
      const kill = vi.spyOn(process, 'kill').mockImplementation(() => {
        throw new Error('Requires run access');
      });
      await expect(fileJournal(folder).open('unknown')).rejects.toMatchObject({
        code: 'JOURNAL_IN_USE',
        message: expect.stringContaining(path),
      });
      kill.mockRestore();
      await rm(path);
    },
  );

  onPosix(
    "reaches the disk though file handles cannot, as in Yarn's Plug'n'Play, and tells what the disk says",
    async () => {
      const some = await open(join(folder, 'some-handle'), 'w');
      const handles = Object.getPrototypeOf(some);
      await some.close();
      const unable = new Error('Method not implemented.');
      const syncs = [vi.spyOn(handles, 'sync'), vi.spyOn(handles, 'datasync')];
      for (const sync of syncs) sync.mockRejectedValue(unable);
      const run = await fileJournal(folder).open('plug');
      await run.append([{ type: 'kept' }]);
      for (const sync of syncs) expect(sync).toHaveBeenCalled();
      const full = Object.assign(new Error('ENOSPC: no space left'), { code: 'ENOSPC' });
      for (const sync of syncs) sync.mockRejectedValue(full);
      await expect(run.append([{ type: 'lost' }])).rejects.toMatchObject(full);
      for (const sync of syncs) sync.mockRestore();
      await run.close();
    },
  );

  it('shares one sync among appends that overlap', async () => {
    const some = await open(join(folder, 'some'), 'w');
    const datasync = vi.spyOn(Object.getPrototypeOf(some), 'datasync');
    await some.close();
    const run = await fileJournal(folder).open('group');
    await Promise.all(Array.from({ length: 500 }, (_, number) => run.append([{ type: 'e', number }])));
    expect(datasync.mock.calls.length).toBeGreaterThan(0);
    expect(datasync.mock.calls.length).toBeLessThan(5);
    datasync.mockRestore();
    await run.close();
    expect((await read('group')).length).toBe(500);
  });

  it('refuses a name that no file can have', async () => {
    await expect(fileJournal(folder).open('Ą'.repeat(100))).rejects.toMatchObject({ code: 'INVALID_RUN_ID' });
    await expect(fileJournal(folder).open('\ud800')).rejects.toMatchObject({ code: 'INVALID_RUN_ID' });
  });

  async function written(runId: string, entries: readonly JournalEntry[]): Promise<string> {
    const run = await fileJournal(folder).open(runId);
    await run.append(entries);
    await run.close();
    return join(folder, `${runId}.ndjson`);
  }

  async function read(runId: string): Promise<JournalEntry[]> {
    const run = await fileJournal(folder).open(runId);
    try {
      return await collect(run.entries());
    } finally {
      await run.close();
    }
  }
});

describe('the conformance suite finds', () => {
  const good = memoryJournal();
  const journals: Record<string, SessionJournal> = {
    'a journal that forgets': {
      ...good,
      open: async (id) => ({ ...bound(await good.open(id)), append: async () => {} }),
    },
    'a journal that lets anyone in': {
      ...good,
      open: async () => ({ entries: async function* () {}, append: async () => {}, close: async () => {} }),
    },
    'a journal that removes nothing': { ...good, remove: async () => {} },
    'a journal that ignores aborts': { ...good, runs: () => good.runs() },
  };
  for (const [name, journal] of Object.entries(journals)) {
    it(name, async () => {
      const outcomes = await Promise.allSettled(
        sessionJournalCases.map((one) => one.run({ create: () => journal })),
      );
      expect(outcomes.some(({ status }) => status === 'rejected')).toBe(true);
    });
  }

  function bound(run: Awaited<ReturnType<SessionJournal['open']>>) {
    return {
      entries: run.entries.bind(run),
      append: run.append.bind(run),
      close: run.close.bind(run),
    };
  }
});
