import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { invoicesInFolder, sendBatch } from '../../src/batch.js';
import { send, sendInvoices } from '../../src/index.js';
import { collect, invoiceXml, leapingClock, startKsef, type TestKsef } from '../support/ksef.js';

const onLinux = describe.skipIf(process.platform !== 'linux');
let ksef: TestKsef;
let folder: string;
let series = 0;
beforeAll(async () => {
  ksef = await startKsef(leapingClock());
});
afterAll(() => ksef.emulator.close());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ksef-invoices-'));
});
afterEach(() => rm(folder, { recursive: true }));

const modes = { send, sendInvoices, sendBatch };
const put = (name: string | Buffer) =>
  writeFile(
    typeof name === 'string' ? join(folder, name) : Buffer.concat([Buffer.from(`${folder}/`), name]),
    invoiceXml(`F/${series++}`),
  );

onLinux('invoicesInFolder', () => {
  it.each(Object.keys(modes) as (keyof typeof modes)[])(
    'follows links, fails what cannot be read, and sends the others: %s',
    async (mode) => {
      await put('a.xml');
      await mkdir(join(folder, 'elsewhere'));
      await put('elsewhere/target');
      await symlink(join(folder, 'elsewhere', 'target'), join(folder, 'b.xml'));
      await symlink(join(folder, 'nowhere'), join(folder, 'c.xml'));
      await symlink(join(folder, 'elsewhere'), join(folder, 'd.xml'));
      execFileSync('mkfifo', [join(folder, 'e.xml')]);
      await put(Buffer.concat([Buffer.from('f-'), Buffer.from([0xff, 0xfe]), Buffer.from('.xml')]));
      await put('g.XML');
      await put('notes.txt');
      const options = { encryptor: ksef.encryptor };
      const results = await collect(modes[mode](ksef.api, invoicesInFolder(folder), options));
      expect(results.map(({ name, status }) => [name, status])).toEqual([
        ['a.xml', 'accepted'],
        ['b.xml', 'accepted'],
        ['c.xml', 'failed'],
        ['d.xml', 'failed'],
        ['e.xml', 'failed'],
        ['f-\u{fffd}\u{fffd}.xml', 'accepted'],
        ['g.XML', 'accepted'],
      ]);
      for (const { name, error } of results.filter(({ status }) => status === 'failed'))
        expect(error).toMatchObject({
          code: 'UNREADABLE_FILE',
          message: expect.stringContaining(JSON.stringify(name)),
        });
    },
  );

  it('reads two files whose names differ in bytes that are not UTF-8, in one order', async () => {
    for (const byte of [0xfe, 0xff, 0xfd])
      await put(Buffer.concat([Buffer.from([byte]), Buffer.from('.xml')]));
    const first = await collect(invoicesInFolder(folder));
    expect(first.map(({ name }) => name)).toEqual(Array(3).fill('\u{fffd}.xml'));
    expect(new Set(first.map(({ content }) => content.toString())).size).toBe(3);
    expect(await collect(invoicesInFolder(folder))).toEqual(first);
  });

  it('stops at a signal, and refuses a folder that is none', async () => {
    await put('a.xml');
    const stopped = new Error('stop');
    await expect(collect(invoicesInFolder(folder, { signal: AbortSignal.abort(stopped) }))).rejects.toThrow();
    for (const wrong of [join(folder, 'a.xml'), join(folder, 'none'), 5 as unknown as string])
      await expect(collect(invoicesInFolder(wrong))).rejects.toMatchObject({ code: 'INVALID_FOLDER' });
  });
});
