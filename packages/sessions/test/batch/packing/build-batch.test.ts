import { execFile } from 'node:child_process';
import { createDecipheriv, createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Api } from '@ksef/api';
import { hasTools } from '@ksef-tools/testing';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  type BuildBatchOptions,
  type BuiltBatch,
  buildBatch,
  filePartStore,
  memoryPartStore,
  type PartStore,
  sendBatch,
} from '../../../src/batch.js';
import type { InvoiceInput } from '../../../src/invoice/invoice-input.js';
import type { SymmetricKeyEncryptor } from '../../../src/opening/symmetric-key-encryptor.js';
import { invoiceXml } from '../../support/ksef.js';

/** Windows has no file modes. */
const onPosix = it.skipIf(process.platform === 'win32');

const run = promisify(execFile);
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ksef-build-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function* invoices(count: number): Generator<InvoiceInput> {
  for (let index = 0; index < count; index++)
    yield {
      name: `FV ${index} ąę.xml`,
      content: invoiceXml(`FV/${index}`, { note: 'n'.repeat(index % 2000) }),
    };
}

/** Numbers that deflate cannot make smaller. */
function noise(bytes: number): Uint8Array {
  const all = new Uint8Array(bytes);
  let state = 1;
  for (let index = 0; index < bytes; index++) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    all[index] = state >>> 16;
  }
  return all;
}

async function read(stream: ReadableStream<Uint8Array>): Promise<Buffer> {
  return Buffer.from(await new Response(stream).arrayBuffer());
}

/** Checks every hash and size that the package states, and gives the archive back. */
async function unlock(built: BuiltBatch, store: PartStore): Promise<Buffer> {
  const plain: Buffer[] = [];
  for (const part of built.parts) {
    const bytes = await read(await store.read(part.name));
    expect(bytes.length).toBe(part.fileSize);
    expect(createHash('sha256').update(bytes).digest('base64')).toBe(part.fileHash);
    const decipher = built.key.withRaw((raw) => createDecipheriv('aes-256-cbc', raw, built.key.iv));
    plain.push(decipher.update(bytes), decipher.final());
  }
  const archive = Buffer.concat(plain);
  expect(archive.length).toBe(built.fileSize);
  expect(createHash('sha256').update(archive).digest('base64')).toBe(built.fileHash);
  return archive;
}

async function build(source: Iterable<InvoiceInput>, options: Partial<BuildBatchOptions> = {}) {
  const store = memoryPartStore();
  const built = await buildBatch(source, { partStore: store, ...options });
  return { built, archive: await unlock(built, store) };
}

describe('buildBatch', () => {
  it.skipIf(!hasTools('unzip'))('makes a ZIP that unzip and Python read, every file intact', async () => {
    const { archive, built } = await build(invoices(700));
    const path = join(folder, 'some.zip');
    await writeFile(path, archive);
    const { stdout } = await run('unzip', ['-t', path]);
    expect(stdout).toContain('No errors detected');
    const program = `
import hashlib, base64, json, sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as z:
    print(json.dumps([[i.filename, base64.b64encode(hashlib.sha256(z.read(i)).digest()).decode(), i.date_time[0]] for i in z.infolist()]))`;
    const listed = JSON.parse((await run('python3', ['-c', program, path])).stdout) as unknown[];
    expect(listed).toEqual(built.invoices.map(({ name, invoiceHash }) => [name, invoiceHash, 1980]));
    expect(built.invoices).toHaveLength(700);
  });

  it.skipIf(!hasTools('unzip'))('makes a ZIP of files of any size and kind', async () => {
    const sizes = [0, 1, 255, 256, 511, 512, 513, 4_095, 4_096, 16_383, 32_767, 32_768, 70_000, 900_000];
    const source = sizes.flatMap((size) => [
      { name: `noise-${size}`, content: noise(size) },
      { name: `blanks-${size}`, content: new Uint8Array(size).fill(32) },
    ]);
    const { archive, built } = await build(source);
    const path = join(folder, 'sizes.zip');
    await writeFile(path, archive);
    const target = await mkdtemp(join(folder, 'sizes-'));
    await run('unzip', ['-q', path, '-d', target]);
    expect(built.invoices).toHaveLength(source.length);
    for (const { name, content } of source)
      expect((await readFile(join(target, name))).equals(content), name).toBe(true);
  });

  it('makes a gzipped TAR that tar and gzip read, every file intact, long names too', async () => {
    const long = `${'długa nazwa '.repeat(11)}.xml`;
    const source = [...invoices(700), { name: long, content: noise(700_000) }];
    const { archive, built } = await build(source, { compressionType: 'TarGz' });
    const path = join(folder, 'some.tar.gz');
    await writeFile(path, archive);
    await run('gzip', ['-t', path]);
    const target = await mkdtemp(join(folder, 'tar-'));
    await run('tar', ['xzf', path, '-C', target]);
    expect((await readdir(target)).sort()).toEqual(built.invoices.map(({ name }) => name).sort());
    for (const { name, invoiceHash } of built.invoices) {
      const content = await readFile(join(target, name));
      expect(createHash('sha256').update(content).digest('base64')).toBe(invoiceHash);
    }
  });

  it.each(['Zip', 'TarGz'] as const)(
    'gives the same %s each time, whatever the threads do',
    async (compressionType) => {
      const [one, other] = [
        await build(invoices(300), { compressionType }),
        await build(invoices(300), { compressionType }),
      ];
      expect(one.archive.equals(other.archive)).toBe(true);
      // The keys differ, and so do the parts.
      expect(one.built.parts[0]?.fileHash).not.toBe(other.built.parts[0]?.fileHash);
    },
  );

  it('cuts parts of the size asked for', async () => {
    const { built } = await build([{ name: 'big.xml', content: noise(10_000) }, ...invoices(5)], {
      limits: { maxPartBytes: 2_000 },
    });
    const whole = built.parts.slice(0, -1);
    expect(whole.length).toBeGreaterThan(4);
    // PKCS#7 always adds: 2 000 = 125 blocks become 126.
    expect(whole.every(({ fileSize }) => fileSize === 2_016)).toBe(true);
    expect(built.parts.map(({ ordinalNumber }) => ordinalNumber)).toEqual(
      built.parts.map((_, index) => index + 1),
    );
  });

  it.each(['Zip', 'TarGz'] as const)('never makes a %s larger than allowed', async (compressionType) => {
    const store = memoryPartStore();
    const source = Array.from({ length: 40 }, (_, index) => ({
      name: `${index}.xml`,
      content: noise(3_000),
    }));
    await expect(
      buildBatch(source, { partStore: store, compressionType, limits: { maxPackageBytes: 60_000 } }),
    ).rejects.toMatchObject({ code: 'BATCH_FULL' });
    expect(await store.list('')).toEqual([]);
    const { built } = await build(source.slice(0, 15), {
      compressionType,
      limits: { maxPackageBytes: 60_000 },
    });
    expect(built.fileSize).toBeLessThanOrEqual(60_000);
  });

  it('refuses more invoices than allowed, none at all, and one that fits no package', async () => {
    const store = memoryPartStore();
    const limits = { maxInvoices: 3 };
    await expect(buildBatch(invoices(4), { partStore: store, limits })).rejects.toMatchObject({
      code: 'BATCH_FULL',
      message: expect.stringMatching(/ 3 invoices and \d+ bytes/),
    });
    await expect(buildBatch([], { partStore: store })).rejects.toMatchObject({ code: 'EMPTY_BATCH' });
    await expect(
      buildBatch([{ content: noise(5_000) }], { partStore: store, limits: { maxPackageBytes: 4_000 } }),
    ).rejects.toMatchObject({ code: 'INVOICE_TOO_LARGE' });
    for (const wrong of [{ maxPartBytes: 0 }, { maxInvoices: 65_536 }])
      await expect(buildBatch(invoices(1), { partStore: store, limits: wrong })).rejects.toMatchObject({
        code: 'INVALID_OPTION',
      });
  });

  it.each([
    '../a.xml',
    'a/b.xml',
    'a\\b.xml',
    '.',
    '',
    'a\u0000.xml',
    'a:b',
    'x'.repeat(201),
    'end.',
    'a\u202Eb',
  ])('refuses the file name %j', async (name) => {
    await expect(
      buildBatch([{ name, content: 'x' }], { partStore: memoryPartStore() }),
    ).rejects.toMatchObject({
      code: 'INVALID_FILE_NAME',
      input: 'name',
    });
  });

  it('refuses a name that is there already, large and small letters alike', async () => {
    const source = [
      { name: 'Faktura.xml', content: '1' },
      { name: 'faktura.XML', content: '2' },
    ];
    await expect(buildBatch(source, { partStore: memoryPartStore() })).rejects.toMatchObject({
      code: 'DUPLICATE_FILE_NAME',
    });
  });

  it('refuses a folder of parts that is a file', async () => {
    const file = join(folder, 'file');
    await writeFile(file, '');
    await expect(buildBatch(invoices(1), { partStore: filePartStore(file) })).rejects.toMatchObject({
      code: 'INVALID_FOLDER',
    });
  });

  onPosix(
    'keeps nothing but ciphertext on disk, for its owner only, and removes it when it is stopped',
    async () => {
      const parts = join(folder, 'parts');
      const store = filePartStore(parts);
      const built = await buildBatch(invoices(50), { partStore: store });
      const [name = ''] = await readdir(parts);
      expect((await stat(join(parts, name))).mode & 0o777).toBe(0o600);
      expect((await stat(parts)).mode & 0o777).toBe(0o700);
      expect((await readFile(join(parts, name))).subarray(0, 2).toString()).not.toBe('PK');
      await unlock(built, store);

      const stop = new AbortController();
      async function* endless() {
        for (let index = 0; ; index++) {
          if (index === 500) stop.abort(new Error('enough'));
          yield { content: invoiceXml(`FV/${index}`) };
        }
      }
      await expect(
        buildBatch(endless(), { partStore: store, prefix: 'other-', signal: stop.signal }),
      ).rejects.toThrow('enough');
      expect(await store.list('other-')).toEqual([]);
    },
  );

  it('tells a disk that fails, and leaves nothing behind', async () => {
    const inner = memoryPartStore();
    const store: PartStore = {
      ...inner,
      async create(name) {
        const sink = await inner.create(name);
        return {
          ...sink,
          async write() {
            throw new Error('no space left');
          },
        };
      },
    };
    await expect(buildBatch(invoices(2_000), { partStore: store })).rejects.toThrow('no space left');
    expect(await inner.list('')).toEqual([]);
  });
});

describe('where there are no threads', () => {
  it.each([
    ["Node's permission model", /--allow-worker.*sendInvoices/, () => ({ process: withoutThreads() })],
    [
      "Cloudflare's workers",
      /Cloudflare.*sendInvoices/,
      () => ({ navigator: { userAgent: 'Cloudflare-Workers' } }),
    ],
  ])('says so, and what to do: %s', async (_, message, platform) => {
    for (const [name, value] of Object.entries(platform())) vi.stubGlobal(name, value);
    const refusal = { code: 'NO_THREADS', message: expect.stringMatching(message) };
    const partStore = memoryPartStore();
    await expect(buildBatch(invoices(1), { partStore })).rejects.toMatchObject(refusal);
    const sending = sendBatch({} as Api, invoices(1), { encryptor: {} as SymmetricKeyEncryptor });
    await expect(sending.next()).rejects.toMatchObject(refusal);
    vi.unstubAllGlobals();
  });
});

function withoutThreads(): NodeJS.Process {
  return Object.create(process, { permission: { value: { has: (scope: string) => scope !== 'worker' } } });
}
