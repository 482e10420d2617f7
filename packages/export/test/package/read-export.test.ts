import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from '@ksef-tools/testing/properties';
import { afterEach, describe, expect, it } from 'vitest';
import {
  type ExportEvent,
  type ExportedInvoice,
  type ExportPackage,
  type ReadExportOptions,
  readExport,
} from '../../src/index.js';
import { collect } from '../support/ksef.js';
import { type PackageServer, type PartTrouble, servePackage } from '../support/package-server.js';
import {
  type File,
  invoiceFiles,
  makePackage,
  metadataOf,
  numberOf,
  tarGz,
  zip,
} from '../support/packages.js';

const spoolFolder = mkdtempSync(join(tmpdir(), 'ksef-test-'));
let server: PackageServer | undefined;
afterEach(async () => {
  await server?.close();
  expect(readdirSync(spoolFolder)).toEqual([]);
});

interface Reading extends ReadExportOptions {
  readonly partBytes?: number;
  readonly invoiceCount?: number;
  readonly trouble?: PartTrouble;
  readonly change?: (found: ExportPackage) => ExportPackage;
}

async function read(archive: Buffer, given: Reading = {}): Promise<ExportedInvoice[]> {
  const { partBytes = 1_000, trouble, change, invoiceCount = 40, ...options } = given;
  await server?.close();
  server = await servePackage(makePackage(archive, partBytes), {
    invoiceCount,
    ...(trouble && { trouble }),
    ...(change && { change }),
  });
  const { api, access } = server;
  return collect(readExport(api, access, { spoolFolder, ...options }));
}

const { files, invoices } = invoiceFiles(40);
const metadataFile = files.at(-1) as File;
const text = (content: Uint8Array | undefined) => new TextDecoder().decode(content);
const withMetadata = (content: string) => [...files.slice(0, -1), { name: '_metadata.json', content }];

describe('readExport', () => {
  it.each([
    ['ZIP', () => zip(files)],
    ['ZIP with data descriptors, as streams are packed', () => zip(files, { dataDescriptors: true })],
    ['ZIP64', () => zip(files, { forceZip64Format: true })],
    ['ZIP64 with data descriptors', () => zip(files, { forceZip64Format: true, dataDescriptors: true })],
    ['ZIP, stored', () => zip(files, { compress: false })],
    ['ZIP, metadata first', () => zip([metadataFile, ...files.slice(0, -1)])],
    ['TarGz', () => tarGz(files)],
    ['TarGz, metadata first', () => tarGz([metadataFile, ...files.slice(0, -1)])],
  ])('yields every invoice with its metadata from %s', async (_kind, make) => {
    const all = await read(await make());
    expect(all.map(({ ksefNumber }) => ksefNumber)).toEqual(invoices.map(({ ksefNumber }) => ksefNumber));
    expect(all.map(({ metadata }) => metadata)).toEqual(invoices);
    expect(text(all[7]?.content)).toBe('<Faktura>7 zł</Faktura>');
  });

  it.each([
    ['ZIP', zip],
    ['TarGz', tarGz],
  ])('yields metadata only, when only that was exported, as %s', async (_kind, pack) => {
    const all = await read(await pack([metadataFile]));
    expect(all).toHaveLength(40);
    expect(all[0]).toEqual({ ksefNumber: numberOf(0), metadata: invoices[0], content: undefined });
  });

  it.each([
    ['ZIP', zip],
    ['TarGz', tarGz],
  ])('passes over files that it does not know, and tells of them, as %s', async (_kind, pack) => {
    const events: ExportEvent[] = [];
    const extra = { name: 'readme.txt', content: 'x' };
    const all = await read(await pack([extra, ...files]), { onEvent: (event) => events.push(event) });
    expect(all).toHaveLength(40);
    expect(events).toContainEqual({ type: 'entry-skipped', name: 'readme.txt' });
  });

  it('reads a package that holds nothing', async () => {
    const empty = [{ name: '_metadata.json', content: '{"invoices":[]}' }];
    expect(await read(await zip(empty), { invoiceCount: 0 })).toEqual([]);
    expect(await read(await tarGz(empty), { invoiceCount: 0 })).toEqual([]);
    expect(await read(Buffer.alloc(0), { invoiceCount: 0 })).toEqual([]);
    await expect(read(Buffer.alloc(0), { invoiceCount: 1 })).rejects.toMatchObject({
      code: 'INCOMPLETE_PACKAGE',
    });
  });

  it('finds the same invoices however the archive is cut into parts', async () => {
    const archives = [await zip(files), await tarGz(files)];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...archives),
        fc.integer({ min: 60, max: 5_000 }),
        async (archive, partBytes) => {
          const all = await read(archive, { partBytes, readAhead: 2 });
          expect(all.map(({ metadata }) => metadata)).toEqual(invoices);
        },
      ),
      { numRuns: 12 },
    );
  });

  it('reads large invoices, and metadata that stand across many pieces', async () => {
    const large = invoiceFiles(
      30,
      (index) => `<Faktura>${index}${randomBytes(200_000).toString('hex')}</Faktura>`,
    );
    for (const pack of [zip, tarGz]) {
      const all = await read(await pack(large.files), { partBytes: 700_000, invoiceCount: 30 });
      expect(all.map(({ content }) => text(content))).toEqual(
        large.files.slice(0, -1).map(({ content }) => content),
      );
    }
  });

  it('removes its ciphertext when the reader leaves early', async () => {
    server = await servePackage(makePackage(await zip(files), 500), { invoiceCount: 40 });
    for await (const one of readExport(server.api, server.access, { spoolFolder })) {
      expect(one.ksefNumber).toBe(numberOf(0));
      break;
    }
    expect(readdirSync(spoolFolder)).toEqual([]);
  });

  it('ends with its signal between two invoices', async () => {
    const controller = new AbortController();
    server = await servePackage(makePackage(await zip(files), 5_000), { invoiceCount: 40 });
    const { api, access } = server;
    const reason = new Error('enough');
    const run = async () => {
      for await (const _ of readExport(api, access, { spoolFolder, signal: controller.signal }))
        controller.abort(reason);
    };
    await expect(run()).rejects.toBe(reason);
  });
});

describe('an unsound archive', () => {
  const both = [
    ['ZIP', zip],
    ['TarGz', tarGz],
  ] as const;

  it.each(['../x.xml', '/x.xml', 'a/b.xml', 'a\\b.xml', 'C:x', '..', '.'])(
    'is refused for the name %s',
    async (name) => {
      const bad = { name: 'XX', content: 'x' };
      // Packers refuse such names too: it is written into the finished archive.
      const plain = await zip([{ ...bad, name: 'X'.repeat(name.length) }, ...files]);
      // Behind the first local header and the first entry of the directory.
      for (const position of [plain.indexOf('PK\x03\x04') + 30, plain.indexOf('PK\x01\x02') + 46]) {
        expect(plain.toString('latin1', position, position + name.length)).toBe('X'.repeat(name.length));
        plain.write(name, position, 'latin1');
      }
      await expect(read(plain)).rejects.toMatchObject({
        code: expect.stringMatching(/^(UNSAFE_NAME|INVALID_ARCHIVE)$/),
      });
      await expect(read(await tarGz([{ ...bad, name }, ...files]))).rejects.toMatchObject({
        code: 'UNSAFE_NAME',
      });
    },
  );

  it.each(both)('is refused for a name that comes twice, as %s', async (_kind, pack) => {
    await expect(read(await pack([files[0] as File, ...files]))).rejects.toMatchObject({
      code: 'DUPLICATE_ENTRY',
    });
  });

  it.each(both)('is refused for too many files, as %s', async (_kind, pack) => {
    await expect(read(await pack(files), { limits: { maxEntries: 40 } })).rejects.toMatchObject({
      code: 'ARCHIVE_TOO_LARGE',
    });
  });

  it.each(both)('is refused for a file that is too large, as %s', async (_kind, pack) => {
    const archive = await pack(files);
    await expect(read(archive, { limits: { maxInvoiceBytes: 20 } })).rejects.toMatchObject({
      code: 'ARCHIVE_TOO_LARGE',
    });
    await expect(read(archive, { limits: { maxMetadataBytes: 20 } })).rejects.toMatchObject({
      code: 'ARCHIVE_TOO_LARGE',
    });
    await expect(read(archive, { limits: { maxTotalBytes: 2_000 } })).rejects.toMatchObject({
      code: 'ARCHIVE_TOO_LARGE',
    });
  });

  it.each(both)('is refused before a bomb takes memory, as %s', async (_kind, pack) => {
    const zeros = Buffer.alloc(19_000_000);
    const bombs = Array.from({ length: 5 }, (_, index) => ({
      name: `${numberOf(100 + index)}.xml`,
      content: zeros,
    }));
    const archive = await pack([...bombs, ...files]);
    expect(archive.length).toBeLessThan(200_000);
    const before = process.memoryUsage().rss;
    await expect(read(archive, { partBytes: 100_000 })).rejects.toMatchObject({ code: 'ARCHIVE_TOO_LARGE' });
    expect(process.memoryUsage().rss - before).toBeLessThan(120_000_000);
  });

  it.each(both)('is refused when it is cut off, as %s', async (_kind, pack) => {
    const archive = await pack(files);
    for (const length of [archive.length - 1, archive.length - 30, Math.floor(archive.length / 2)]) {
      await expect(read(archive.subarray(0, length))).rejects.toMatchObject({
        code: expect.stringMatching(/^INVALID_/),
      });
    }
  });

  it('is refused when it is neither', async () => {
    await expect(read(randomBytes(5_000).fill(0, 0, 2))).rejects.toMatchObject({ code: 'INVALID_ARCHIVE' });
  });

  it('is refused when other bytes stand before it, and says which', async () => {
    const archive = Buffer.concat([Buffer.from('<html>'), await zip(files)]);
    await expect(read(archive)).rejects.toMatchObject({
      code: 'INVALID_ARCHIVE',
      message: expect.stringContaining('it begins with 3c68746d6c3e504b'),
    });
  });

  it('never yields changed bytes, wherever a byte is changed', async () => {
    const archives = [await zip(files), await tarGz(files)];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...archives),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        async (archive, at, change) => {
          const changed = Buffer.from(archive);
          changed[at % archive.length] = (changed[at % archive.length] ?? 0) ^ change;
          const all = await read(changed, { partBytes: 100_000 }).catch((error: { code?: string }) => error);
          if (Array.isArray(all)) {
            // A byte that says nothing, such as a date of the archive.
            expect(all.map(({ content }) => text(content))).toEqual(
              files.slice(0, -1).map(({ content }) => content),
            );
          } else expect(all).toHaveProperty('code', expect.stringMatching(/^[A-Z_]+$/));
        },
      ),
      { numRuns: 150 },
    );
  });

  it.each(['directory', 'symlink', 'link'] as const)('is refused for a %s in a TarGz', async (type) => {
    const name = numberOf(500);
    const archive = await tarGz([{ name, content: '' }, ...files], {
      [name]: { type, linkname: '/etc/passwd' },
    });
    await expect(read(archive)).rejects.toMatchObject({ code: 'INVALID_ARCHIVE' });
  });
});

describe('a package that does not hold what it tells', () => {
  it.each([
    ['no metadata', files.slice(0, -1), 'INVALID_ARCHIVE'],
    ['an invoice less than it tells of', files.slice(1), 'INCOMPLETE_PACKAGE'],
    [
      'an invoice more than it tells of',
      [{ name: `${numberOf(90)}.xml`, content: 'x' }, ...files],
      'INCOMPLETE_PACKAGE',
    ],
    ['metadata that are no JSON', withMetadata('{"invoices":[nonsense'), 'INVALID_METADATA'],
    [
      'metadata that are cut off',
      withMetadata(JSON.stringify({ invoices }).slice(0, -200)),
      'INVALID_METADATA',
    ],
    ['metadata of something else', withMetadata('{"invoices":[1]}'), 'INVALID_METADATA'],
    ['metadata without entries', withMetadata('{}'), 'INCOMPLETE_PACKAGE'],
    [
      'metadata of other bytes',
      withMetadata(
        JSON.stringify({
          invoices: invoices.map((one, index) => (index === 5 ? metadataOf(5, 'other') : one)),
        }),
      ),
      'INVOICE_MISMATCH',
    ],
  ])('is refused: %s', async (_what, content, code) => {
    await expect(read(await zip(content))).rejects.toMatchObject({ code });
    await expect(read(await tarGz(content))).rejects.toMatchObject({ code });
  });

  it('passes on the error of a part as it is, naming the part', async () => {
    const trouble: PartTrouble = (_, response, bytes, ordinal) => {
      if (ordinal !== 3) return undefined;
      response.end(Buffer.alloc(bytes.length));
      return true;
    };
    for (const archive of [await zip(files), await tarGz(files)]) {
      await expect(read(archive, { trouble, partBytes: 400 })).rejects.toMatchObject({
        code: 'PART_MISMATCH',
        message: expect.stringContaining('Part 3'),
      });
    }
  });
});

describe('readExport and odd packages', () => {
  const { files, invoices } = invoiceFiles(3);
  const wrongChecksum = `${numberOf(7).slice(0, -2)}${numberOf(7).endsWith('00') ? '01' : '00'}`;
  const olderForm = '5251230007-20260201-ABCDEF-123456-00';

  it.each([
    ['ZIP', wrongChecksum, zip],
    ['TarGz', wrongChecksum, tarGz],
    ['ZIP', olderForm, zip],
    ['TarGz', olderForm, tarGz],
    ['ZIP', 'a-number-of-2030', zip],
  ])('delivers all of a %s, and names the invoice whose number is %s', async (_kind, odd, pack) => {
    const events: ExportEvent[] = [];
    const content = '<Faktura>odd</Faktura>';
    const all = [...invoices.slice(0, 1), metadataOf(7, content, { ksefNumber: odd }), ...invoices.slice(1)];
    const packed = [
      ...files.slice(0, -1),
      { name: `${odd}.xml`, content },
      { name: '_metadata.json', content: JSON.stringify({ invoices: all }) },
    ];
    const onEvent = (event: ExportEvent) => events.push(event);
    const received = await read(await pack(packed), { invoiceCount: 4, onEvent });
    expect(received.map(({ ksefNumber }) => String(ksefNumber)).sort()).toEqual(
      all.map(({ ksefNumber }) => String(ksefNumber)).sort(),
    );
    expect(events.filter(({ type }) => type === 'unusual-ksef-number')).toEqual([
      { type: 'unusual-ksef-number', ksefNumber: odd, reason: expect.stringContaining(odd) },
    ]);
  });

  it('skips an entry whose number would be a path, and names it', async () => {
    const events: ExportEvent[] = [];
    const all = [metadataOf(9, '', { ksefNumber: '../../etc/passwd' }), ...invoices];
    const packed = [{ name: '_metadata.json', content: JSON.stringify({ invoices: all }) }];
    const onEvent = (event: ExportEvent) => events.push(event);
    expect(await read(await zip(packed), { invoiceCount: 4, onEvent })).toHaveLength(3);
    expect(events).toContainEqual({ type: 'entry-skipped', name: '../../etc/passwd' });
  });

  it.each([
    ['nested too deep', '['.repeat(15_000_000), /deeper than 64/],
    ['nested too deep within an entry', `{"invoices":[{"a":${'{"a":'.repeat(100_000)}`, /deeper than 64/],
    ['of millions of values', `{"other":[${'[],'.repeat(2_000_000)}`, /more than 200000 values/],
    ['with one string that does not end', `{"invoices":["${'x'.repeat(17_000_000)}`, /does not end/],
  ])('refuses metadata %s in a moment, and in little memory', async (_kind, content, message) => {
    for (const pack of [zip, tarGz]) {
      const archive = await pack([{ name: '_metadata.json', content }]);
      const begun = process.cpuUsage();
      await expect(read(archive, { partBytes: 1_000_000 })).rejects.toMatchObject({
        code: 'INVALID_METADATA',
        message: expect.stringMatching(message),
      });
      const { user, system } = process.cpuUsage(begun);
      expect(user + system).toBeLessThan(5_000_000);
    }
  });

  it('takes brackets within strings for text', async () => {
    const name = `${'['.repeat(1_000)}\\"${'{'.repeat(1_000)}`;
    const all = invoices.map((one) => ({ ...one, seller: { nip: '5251230007', name } }));
    const packed = [
      ...files.slice(0, -1),
      { name: '_metadata.json', content: JSON.stringify({ invoices: all }) },
    ];
    const received = await read(await zip(packed), { invoiceCount: 3 });
    expect(received.map(({ metadata }) => metadata)).toEqual(all);
  });

  const change =
    (fields: object, part: object = {}) =>
    (found: ExportPackage) =>
      ({
        ...found,
        parts: found.parts.map((one) => ({ ...one, ...part })),
        ...fields,
      }) as unknown as ExportPackage;
  it.each([
    ['no list of parts', change({ parts: null }), /parts is null/],
    ['parts that are no object', change({ parts: [null] }), /parts\[0\] is null/],
    ['more parts than a package can have', change({ parts: Array(1_001).fill({}) }), /1001 parts/],
    ['a link that writes', change({}, { method: 'PUT' }), /parts\[0\]\.method is "PUT"/],
    ['a link that is no text', change({}, { url: 7 }), /parts\[0\]\.url is 7/],
    ['a size that is no number', change({}, { partSize: '1' }), /parts\[0\]\.partSize/],
    ['a part of a negative size', change({}, { encryptedPartSize: -16 }), /encryptedPartSize is -16/],
    ['no hash', change({}, { partHash: undefined }), /partHash is undefined/],
    ['a count that is no number', change({ invoiceCount: '3' }), /invoiceCount/],
  ])('refuses a status with %s, before any link is used', async (_kind, changed, message) => {
    await expect(read(await zip(files), { invoiceCount: 3, change: changed })).rejects.toMatchObject({
      code: 'INVALID_PACKAGE',
      message: expect.stringMatching(message),
    });
    expect(server?.requests).toEqual([]);
  });
});
