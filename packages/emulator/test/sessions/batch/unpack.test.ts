import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { type Headers, pack } from 'tar-stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import { EmulatorKernel } from '../../../src/kernel/emulator-kernel.js';
import { PackageFault } from '../../../src/sessions/batch/package-fault.js';
import { unpack } from '../../../src/sessions/batch/unpack.js';
import { sessionLimits } from '../../../src/sessions/session-limits.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'unpack-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const limits = sessionLimits(new EmulatorKernel({}));

async function write(name: string, source: Readable, ...more: NodeJS.ReadWriteStream[]): Promise<string> {
  const file = join(folder, name);
  await pipeline([source, ...more, createWriteStream(file)]);
  return file;
}

/** A header as the packer takes it, with what its types leave out. */
type Entry = Headers & { readonly pax?: Readonly<Record<string, string>> };

/** A TAR under GZIP of these entries, and one invoice at the end. */
async function tarGz(name: string, entries: Iterable<Entry>): Promise<string> {
  const archive = pack();
  for (const entry of entries) archive.entry(entry, entry.type === undefined ? '<a/>' : undefined);
  archive.entry({ name: 'invoice.xml' }, '<a/>');
  archive.finalize();
  return write(name, archive as unknown as Readable, createGzip());
}

async function zip(name: string, names: Iterable<string>): Promise<string> {
  const archive = new ZipFile();
  for (const one of names) {
    if (one.endsWith('/')) archive.addEmptyDirectory(one);
    else archive.addBuffer(Buffer.from('<a/>'), one);
  }
  archive.end();
  return write(name, archive.outputStream as Readable);
}

async function names(archive: string, kind: 'Zip' | 'TarGz', most = limits): Promise<string[]> {
  const found: string[] = [];
  for await (const { name } of unpack(archive, kind, most)) found.push(name);
  return found;
}

describe('unpack', () => {
  it('passes over what is no file', async () => {
    const archive = await tarGz('folders.tar.gz', [
      { name: 'folder', type: 'directory' },
      { name: 'link', type: 'symlink', linkname: '/etc/passwd' },
      { name: 'a'.repeat(200) },
    ]);
    expect(await names(archive, 'TarGz')).toEqual(['a'.repeat(200), 'invoice.xml']);
    expect(await names(await zip('folders.zip', ['folder/', 'folder/1.xml']), 'Zip')).toEqual([
      'folder/1.xml',
    ]);
  });

  it.each(['TarGz', 'Zip'] as const)('refuses more entries than there can be invoices: %s', async (kind) => {
    const many = Array.from({ length: 200 }, (_, index) => `folder${index}/`);
    const archive =
      kind === 'Zip'
        ? await zip('many.zip', [...many, 'invoice.xml'])
        : await tarGz(
            'many.tar.gz',
            many.map((name) => ({ name, type: 'directory' as const })),
          );
    expect(await names(archive, kind)).toEqual(['invoice.xml']);
    await expect(names(archive, kind, { ...limits, maxInvoices: 10 })).rejects.toBeInstanceOf(PackageFault);
  });

  it('refuses names that no file system has', async () => {
    const name = `${'a'.repeat(300)}.xml`;
    await expect(names(await zip('names.zip', [name]), 'Zip')).rejects.toMatchObject({ status: 430 });
    await expect(names(await tarGz('names.tar.gz', [{ name }]), 'TarGz')).rejects.toMatchObject({
      status: 430,
    });
  });

  it('refuses headers that would fill the memory', async () => {
    const comment = 'x'.repeat(200_000_000);
    const archive = await tarGz('header.tar.gz', [{ name: 'a.xml', pax: { comment } }]);
    const before = process.memoryUsage.rss();
    await expect(names(archive, 'TarGz')).rejects.toMatchObject({ status: 430 });
    expect(process.memoryUsage.rss() - before).toBeLessThan(100_000_000);
  });
});
