import { execFile } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, vi } from 'vitest';
import {
  type CheckpointStore,
  fileCheckpoints,
  memoryCheckpoints,
  type SyncCheckpoint,
  sweepSpool,
} from '../../src/index.js';
import { makeSpoolFolder } from '../../src/parts/spool-folder.js';

/** Windows has no file modes. */
const onPosix = it.skipIf(process.platform === 'win32');

const checkpoint: SyncCheckpoint = {
  version: 1,
  from: '2026-02-01T10:00:00.1234567+00:00',
  delivered: [['5265877635-20250826-0100001AF629-AF', '2026-02-01T10:00:00.1234567+00:00']],
};
const newFolder = () => mkdtempSync(join(tmpdir(), 'ksef-test-'));
const name = 'test/Nip:5251230007/Subject2';

describe.each<[string, () => CheckpointStore]>([
  ['memoryCheckpoints', memoryCheckpoints],
  ['fileCheckpoints', () => fileCheckpoints(join(newFolder(), 'state'))],
])('%s', (_kind, make) => {
  it('gives back what was saved last, for each name', async () => {
    const store = make();
    expect(await store.load(name)).toBeUndefined();
    await store.save(name, checkpoint);
    await store.save('other', { ...checkpoint, from: 'x' });
    const later = { ...checkpoint, caughtUpAt: '2026-02-01T11:00:00.000Z' };
    await store.save(name, later);
    expect(await store.load(name)).toEqual(later);
  });
});

describe('fileCheckpoints', () => {
  onPosix('keeps files that only this user can read, and leaves no others', async () => {
    const folder = newFolder();
    const store = fileCheckpoints(folder);
    for (let index = 0; index < 5; index++) await store.save(name, checkpoint);
    const files = readdirSync(folder);
    expect(files).toEqual([`${encodeURIComponent(name)}.json`]);
    expect(statSync(join(folder, files[0] ?? '')).mode & 0o077).toBe(0);
  });

  it('is read by another process', async () => {
    const folder = newFolder();
    await fileCheckpoints(folder).save(name, checkpoint);
    expect(await fileCheckpoints(folder).load(name)).toEqual(checkpoint);
  });

  it('refuses a file that is no checkpoint, rather than begin anew', async () => {
    const folder = newFolder();
    writeFileSync(join(folder, `${encodeURIComponent(name)}.json`), '{"version":2}');
    await expect(fileCheckpoints(folder).load(name)).rejects.toMatchObject({
      code: 'INVALID_CHECKPOINT',
      message: expect.stringContaining(folder),
    });
  });

  it('removes what a crash between two steps left', async () => {
    const folder = newFolder();
    const file = join(folder, 'x.json.1.2.tmp');
    writeFileSync(file, 'half');
    utimesSync(file, 1, 1);
    writeFileSync(join(folder, 'x.json.3.4.tmp'), 'being written');
    await fileCheckpoints(folder).load('x');
    expect(readdirSync(folder)).toEqual(['x.json.3.4.tmp']);
  });

  it('refuses a folder that is a file, before anything is asked of KSeF', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'ksef-checkpoints-')), 'file');
    writeFileSync(file, '');
    await expect(fileCheckpoints(file).load('a')).rejects.toMatchObject({
      code: 'INVALID_FOLDER',
    });
  });

  it('refuses to be without a folder', () => {
    expect(() => fileCheckpoints('')).toThrow(
      expect.objectContaining({ code: 'INVALID_OPTION', input: 'folder' }),
    );
  });
});

describe('sweepSpool', () => {
  it('removes old spool folders and nothing else', async () => {
    const parent = newFolder();
    for (const one of ['ksef-export-old', 'ksef-export-new', 'other-old']) {
      mkdirSync(join(parent, one));
      writeFileSync(join(parent, one, 'part-1'), 'x');
      if (one.endsWith('old')) utimesSync(join(parent, one), 1, 1);
    }
    expect(await sweepSpool(parent)).toBe(1);
    expect(readdirSync(parent).sort()).toEqual(['ksef-export-new', 'other-old']);
  });
});

describe.skipIf(process.platform === 'win32')('folders that cannot be used', () => {
  const made = newFolder();
  const file = join(made, 'a-file');
  writeFileSync(file, 'x');
  symlinkSync(join(made, 'nowhere/at/all'), join(made, 'dangling'));
  const refused = { code: 'INVALID_FOLDER', message: expect.stringContaining(made) };

  it.each([
    ['a file', file],
    ['below a file', join(file, 'below')],
    ['a link that leads nowhere', join(made, 'dangling')],
    ['a name that is too long', join(made, 'x'.repeat(300))],
  ])('are refused by name: %s', async (_kind, folder) => {
    const store = fileCheckpoints(folder);
    await expect(store.load(name)).rejects.toMatchObject(refused);
    await expect(store.save(name, checkpoint)).rejects.toMatchObject(refused);
    await expect(makeSpoolFolder(folder)).rejects.toMatchObject(refused);
  });

  it('are refused where a checkpoint is a folder', async () => {
    const folder = join(made, 'state');
    mkdirSync(join(folder, `${encodeURIComponent(name)}.json`), { recursive: true });
    const store = fileCheckpoints(folder);
    await expect(store.load(name)).rejects.toMatchObject(refused);
    await expect(store.save(name, checkpoint)).rejects.toMatchObject(refused);
    expect(readdirSync(folder).filter((one) => one.endsWith('.tmp'))).toEqual([]);
  });

  it('are refused where the folder for temporary files is missing, and created where it is your own', async () => {
    vi.stubEnv('TMPDIR', join(made, 'missing'));
    await expect(makeSpoolFolder(undefined)).rejects.toMatchObject(refused);
    await expect(sweepSpool()).rejects.toMatchObject(refused);
    vi.unstubAllEnvs();
    expect(await makeSpoolFolder(join(made, 'own/spool'))).toContain('own/spool');
  });

  it('are refused where nobody may write', async () => {
    const { stdout } = await promisify(execFile)('id', ['-u']);
    const folder = join(made, 'read-only');
    mkdirSync(folder, { mode: 0o500 });
    // root may write everywhere but into the kernel's own files.
    const parent = stdout.trim() === '0' ? '/proc/self' : folder;
    const code = { code: 'INVALID_FOLDER', message: expect.stringContaining(parent) };
    await expect(fileCheckpoints(parent).save(name, checkpoint)).rejects.toMatchObject(code);
    await expect(makeSpoolFolder(parent)).rejects.toMatchObject(code);
  });
});

it.each(['{"version":1,"from":"2026-02-01T10:00:00Z","delivered":[1]}', 'null'])(
  'refuses the checkpoint %s',
  async (text) => {
    const folder = newFolder();
    writeFileSync(join(folder, `${encodeURIComponent(name)}.json`), text);
    await expect(fileCheckpoints(folder).load(name)).rejects.toMatchObject({ code: 'INVALID_CHECKPOINT' });
  },
);
