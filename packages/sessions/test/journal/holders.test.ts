import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fileJournal, type JournalEntry } from '../../src/index.js';
import { collect } from '../support/ksef.js';

/** As two containers on one host do that share its network: one host name, process ids of their own. */
const inContainer = ['-Urpf', '--mount-proc', '--kill-child'];
const hasContainers = (() => {
  try {
    execFileSync('unshare', [...inContainer, 'true'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ksef-holders-'));
});
afterAll(() => rm(folder, { recursive: true }));

function holdInContainer(runId: string): ChildProcess {
  const program = fileURLToPath(new URL('../support/hold-journal.mjs', import.meta.url));
  return spawn('unshare', [...inContainer, process.execPath, program, folder, runId], {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
}

async function write(runId: string, entries: readonly JournalEntry[]): Promise<string> {
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

describe('the holder of a run in a folder', () => {
  it.skipIf(!hasContainers)(
    'is known to processes of other containers with its host name and process id',
    { timeout: 90_000 },
    async () => {
      const holder = holdInContainer('shared');
      await once(holder, 'message');
      // Its process id there is 1, and so is that of the second.
      const [lock] = (await readdir(folder)).filter((name) => name.startsWith('shared.1.'));
      expect(lock).toBeDefined();
      const second = holdInContainer('shared');
      const [code] = await once(second, 'exit');
      expect(code).not.toBe(0);
      await expect(fileJournal(folder).open('shared')).rejects.toMatchObject({ code: 'JOURNAL_IN_USE' });
      await expect(fileJournal(folder).remove('shared')).rejects.toMatchObject({ code: 'JOURNAL_IN_USE' });
      holder.kill('SIGKILL');
      await once(holder, 'exit');
      expect(await read('shared')).toEqual([{ type: 'held' }]);
      expect((await readdir(folder)).filter((name) => name.endsWith('.lock'))).toEqual([]);
    },
  );

  it('is told when it lost the run, and writes no more', async () => {
    const journal = fileJournal(folder);
    const run = await journal.open('taken');
    await run.append([{ type: 'mine' }]);
    const [lock = ''] = (await readdir(folder)).filter((name) => name.startsWith('taken.'));
    expect(await readFile(join(folder, lock), 'utf8')).toContain(hostname());
    await rm(join(folder, lock));
    for (let times = 0; times < 2; times++)
      await expect(run.append([{ type: 'late' }])).rejects.toMatchObject({
        code: 'JOURNAL_LOST',
        message: expect.stringContaining('Start again with the same runId'),
      });
    await run.close();
    expect(await read('taken')).toEqual([{ type: 'mine' }]);
  });

  it.each([
    ['deleted', (inner: string) => rm(inner, { recursive: true })],
    ['renamed', (inner: string) => rename(inner, `${inner}-away`)],
    ['emptied of the file of the run', (inner: string) => rm(join(inner, 'run.ndjson'))],
  ])('notices a folder that was %s', async (what, change) => {
    const inner = join(folder, what.replaceAll(' ', '-'));
    const run = await fileJournal(inner).open('run');
    await run.append([{ type: 'before' }]);
    await change(inner);
    await expect(run.append([{ type: 'after' }])).rejects.toMatchObject({ code: 'JOURNAL_LOST' });
    await run.close();
  });
});

describe('a journal with torn last lines', () => {
  const whole = [{ type: 'a' }, { type: 'b' }];
  it.each([
    ['half of a line with a line end', '{"type":"c","na\n'],
    ['two lines written into each other', '{"type":{"type":"d"}\n"c"}\n'],
    ['bytes that the disk never got', `${'\0'.repeat(5_000)}\n`],
    ['a long one', `${'x'.repeat(2_000_000)}\n`],
    ['several, and the beginning of another', '{"type"\n\n[]\n{"ty'],
  ])('goes on behind the last entry: %s', async (_, torn) => {
    const path = await write('torn', whole);
    await appendFile(path, torn);
    expect(await read('torn')).toEqual(whole);
    await write('torn', [{ type: 'next' }]);
    expect(await read('torn')).toEqual([...whole, { type: 'next' }]);
    await rm(path);
  });

  it('is not repaired in its middle, nor where nothing is an entry, nor without end', async () => {
    const path = await write('wrong', whole);
    const good = await readFile(path);
    const corrupt = { code: 'JOURNAL_CORRUPT' };
    await writeFile(path, Buffer.concat([good, Buffer.from('{"ty\n'), good]));
    await expect(read('wrong')).rejects.toMatchObject(corrupt);
    await writeFile(path, 'other things\nthan entries\n');
    await expect(read('wrong')).rejects.toMatchObject(corrupt);
    expect(await readFile(path, 'utf8')).toBe('other things\nthan entries\n');
    await writeFile(path, Buffer.concat([good, Buffer.from('\n'.repeat(200_000))]));
    await expect(read('wrong')).rejects.toMatchObject(corrupt);
  });
});
