import { chmod, mkdtemp, open, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { inFolder, makeFolder, replaceFile, syncFolder, toDisk, writeNewFile } from '../src/internal/node.js';

/** Windows has no file modes, and no folder is synced there. */
const onPosix = it.skipIf(process.platform === 'win32');

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ksef-core-'));
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true });
});

const modeOf = async (path: string) => (await stat(path)).mode & 0o777;
const failing = (code?: string) => async () => {
  throw Object.assign(new Error(code ?? 'Method not implemented.'), code && { code });
};

/** What every file handle does instead. */
async function handlesFail(how: 'sync' | 'datasync' | 'writeFile', fail: () => Promise<never>) {
  const file = join(folder, 'any');
  const handle = await open(file, 'w');
  const spy = vi.spyOn(Object.getPrototypeOf(handle), how).mockImplementation(fail);
  await handle.close();
  await rm(file);
  return spy;
}

describe('toDisk', () => {
  it.each(['sync', 'datasync'] as const)('does %s, by descriptor where the handle cannot', async (how) => {
    const handle = await open(join(folder, 'file'), 'w');
    const own = await handlesFail(how, failing());
    await toDisk(handle, how);
    expect(own).toHaveBeenCalledOnce();
    await handle.close();
    await expect(toDisk(handle, how)).rejects.toMatchObject({ code: 'ERR_OUT_OF_RANGE' });
  });

  it('passes on what the disk says', async () => {
    const handle = await open(join(folder, 'file'), 'w');
    await handlesFail('sync', failing('EIO'));
    await expect(toDisk(handle)).rejects.toMatchObject({ code: 'EIO' });
    await handle.close();
  });
});

describe('syncFolder', () => {
  onPosix('syncs a folder, and says it of one that is not there', async () => {
    await syncFolder(folder);
    await expect(syncFolder(join(folder, 'none'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  onPosix.each(['EINVAL', 'ENOSYS', 'ENOTSUP'])(
    'is content where the file system cannot (%s)',
    async (code) => {
      const own = await handlesFail('sync', failing(code));
      await syncFolder(folder);
      expect(own).toHaveBeenCalledOnce();
    },
  );

  onPosix('passes on a failure of the disk', async () => {
    await handlesFail('sync', failing('EIO'));
    await expect(syncFolder(folder)).rejects.toMatchObject({ code: 'EIO' });
  });

  it('leaves it to Windows', async () => {
    vi.spyOn(process, 'platform', 'get').mockReturnValue('win32');
    await syncFolder(join(folder, 'none'));
  });
});

describe('makeFolder', () => {
  onPosix('makes folders for their owner only, and leaves one that is there as it is', async () => {
    await makeFolder(join(folder, 'a/b'), { input: 'folder', use: 'tests' });
    expect([await modeOf(join(folder, 'a')), await modeOf(join(folder, 'a/b'))]).toEqual([0o700, 0o700]);
    await chmod(join(folder, 'a'), 0o750);
    await makeFolder(join(folder, 'a'), { input: 'folder', use: 'tests' });
    expect(await modeOf(join(folder, 'a'))).toBe(0o750);
  });

  it('refuses what cannot be one, by the name of the option', async () => {
    await writeFile(join(folder, 'file'), '');
    await expect(
      makeFolder(join(folder, 'file/x'), { input: 'stateFile', use: 'tests' }),
    ).rejects.toMatchObject({
      code: 'INVALID_FOLDER',
      input: 'stateFile',
      message: expect.stringContaining('the folder of tests'),
    });
  });
});

describe('writeNewFile', () => {
  onPosix('writes for the owner only, and never over what is there', async () => {
    const file = join(folder, 'key.pem');
    await writeNewFile(file, new Uint8Array([1, 2]));
    expect(await modeOf(file)).toBe(0o600);
    await expect(writeNewFile(file, 'other')).rejects.toMatchObject({ code: 'EEXIST' });
    expect([...(await readFile(file))]).toEqual([1, 2]);
  });
});

describe('replaceFile', () => {
  onPosix('replaces a file by one for the owner only, and makes it where there is none', async () => {
    const file = join(folder, 'state.json');
    await replaceFile(file, 'first');
    await chmod(file, 0o644);
    await replaceFile(file, 'second');
    expect(await readFile(file, 'utf8')).toBe('second');
    expect(await modeOf(file)).toBe(0o600);
    expect(await readdir(folder)).toEqual(['state.json']);
  });

  it('leaves the old content, and no draft, when it cannot', async () => {
    const file = join(folder, 'state.json');
    await replaceFile(file, 'first');
    await handlesFail('writeFile', failing('ENOSPC'));
    await expect(replaceFile(file, 'second')).rejects.toMatchObject({ code: 'ENOSPC' });
    vi.restoreAllMocks();
    expect(await readFile(file, 'utf8')).toBe('first');
    expect(await readdir(folder)).toEqual(['state.json']);
  });

  it('has its bytes on the disk before it takes the old ones away', async () => {
    const file = join(folder, 'state.json');
    await replaceFile(file, 'first');
    await handlesFail('sync', failing('EIO'));
    await expect(replaceFile(file, 'second')).rejects.toMatchObject({ code: 'EIO' });
    vi.restoreAllMocks();
    expect(await readFile(file, 'utf8')).toBe('first');
  });
});

describe('inFolder', () => {
  const use = { input: 'folder', use: 'notes' };

  it('gives what the work gives, and names the folder where that does not allow it', async () => {
    expect(await inFolder(folder, use, async () => 5)).toBe(5);
    const missing = join(folder, 'none');
    await expect(inFolder(missing, use, () => readdir(missing))).rejects.toMatchObject({
      code: 'INVALID_FOLDER',
      input: 'folder',
      message: expect.stringMatching(/none.* the folder of notes.*ENOENT/),
    });
  });

  it.each(['ENOSPC', 'EIO', undefined])('passes on what is not about the folder: %s', async (code) => {
    await expect(inFolder(folder, use, failing(code))).rejects.toMatchObject({ name: 'Error' });
  });
});

describe.skipIf(process.platform !== 'linux')('makeFolder, where no folder can be made', () => {
  it.each(['/proc/ksef', '/proc/ksef/deep', '/dev/null/x', ''])(
    'ends with INVALID_FOLDER: "%s"',
    async (path) => {
      await expect(makeFolder(path, { input: 'folder', use: 'notes' })).rejects.toMatchObject({
        code: 'INVALID_FOLDER',
      });
    },
  );
});
