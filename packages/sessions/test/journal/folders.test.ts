import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { filePartStore, sendBatch, sweepOrphanParts } from '../../src/batch.js';
import { fileJournal } from '../../src/index.js';
import { collect, invoiceXml, startKsef, type TestKsef } from '../support/ksef.js';

const onLinux = describe.skipIf(process.platform !== 'linux');
let base: string;
let ksef: TestKsef;
beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'ksef-folders-'));
  ksef = await startKsef();
});
afterAll(async () => {
  await ksef.emulator.close();
  await rm(base, { recursive: true });
});
afterEach(() => {
  vi.unstubAllEnvs();
});

const refused = { name: 'InvalidInputError', code: 'INVALID_FOLDER', input: expect.any(String) };

/** Folders that no user can use. */
async function situations(): Promise<Record<string, string>> {
  const file = join(base, 'file');
  await writeFile(file, '');
  const dangling = join(base, 'dangling');
  await rm(dangling, { force: true });
  await symlink(join(base, 'nowhere', 'at all'), dangling);
  const circle = join(base, 'circle');
  await rm(circle, { force: true });
  await symlink(circle, circle);
  return {
    'a file': file,
    'below a file': join(file, 'folder'),
    'a dangling link': dangling,
    'a link to itself': circle,
    'a name too long': join(base, 'x'.repeat(300)),
    'a name with NUL': `${base}/\0`,
    'a folder that takes no files': '/proc',
    'in a folder that takes none': '/proc/ksef',
  };
}

onLinux('a folder that cannot be used', () => {
  const uses = {
    'a journal that is opened': (folder: string) => fileJournal(folder).open('run'),
    'a part that is written': (folder: string) => filePartStore(folder).create('1'),
    'a part store of a run': (folder: string) =>
      collect(
        sendBatch(ksef.api, [{ content: invoiceXml('A/1') }], {
          encryptor: ksef.encryptor,
          partStore: filePartStore(folder),
        }),
      ).then(([result]) => {
        throw result?.error;
      }),
  };
  it.each(Object.entries(uses))('is refused by name: %s', async (_, use) => {
    for (const [situation, folder] of Object.entries(await situations()))
      await expect(use(folder), situation).rejects.toMatchObject(refused);
  });

  it.each([
    ['the list of runs', (folder: string) => fileJournal(folder).runs()],
    ['the removal of a run', (folder: string) => fileJournal(folder).remove('run')],
    ['the list of parts', (folder: string) => filePartStore(folder).list('')],
    ['the sweep of orphans', (folder: string) => sweepOrphanParts({ folder })],
  ])('is refused by name, unless it is missing or has nothing: %s', async (_, use) => {
    const { 'a dangling link': __, 'a folder that takes no files': ___, ...rest } = await situations();
    delete rest['in a folder that takes none'];
    for (const [situation, folder] of Object.entries(rest))
      await expect(use(folder), situation).rejects.toMatchObject(refused);
  });

  it('says so of a run whose file is a folder, and of a part that is one', async () => {
    const folder = join(base, 'occupied');
    await mkdir(join(folder, 'run.ndjson', 'inside'), { recursive: true });
    await mkdir(join(folder, 'part', 'inside'), { recursive: true });
    await expect(fileJournal(folder).open('run')).rejects.toMatchObject(refused);
    await expect(fileJournal(folder).remove('run')).rejects.toMatchObject(refused);
    await expect(filePartStore(folder).create('part')).rejects.toMatchObject(refused);
    await expect(filePartStore(folder).remove('part')).rejects.toMatchObject(refused);
  });

  it.each(['/proc/ksef', '/dev/null/x'])('is refused by name as TMPDIR: %s', async (temporary) => {
    vi.stubEnv('TMPDIR', temporary);
    const sent = collect(sendBatch(ksef.api, [], { encryptor: ksef.encryptor }));
    await expect(sent).rejects.toMatchObject({ ...refused, input: 'partStore' });
  });

  it.each(['', undefined, 5, null])('is refused at once when it is %s', async (folder) => {
    const wrong = { code: 'INVALID_OPTION', input: 'folder' };
    expect(() => fileJournal(folder as string)).toThrow(expect.objectContaining(wrong));
    expect(() => filePartStore(folder as string)).toThrow(expect.objectContaining(wrong));
  });
});
