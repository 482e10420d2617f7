import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hasTools } from '@ksef-tools/testing';
import { afterAll, describe, expect, it } from 'vitest';
import { ArchiveGuard } from '../../src/archive/archive-limits.js';
import { openZip } from '../../src/archive/zip-archive.js';
import { readExport } from '../../src/index.js';
import type { PackageBytes } from '../../src/parts/package-bytes.js';
import { collect } from '../support/ksef.js';
import { servePackage } from '../support/package-server.js';
import { type File, invoiceFiles, makePackage } from '../support/packages.js';

const folder = mkdtempSync(join(tmpdir(), 'ksef-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

const program = fileURLToPath(new URL('../support/pack-zip.py', import.meta.url));
function pack(kind: 'forced' | 'streamed' | 'far', files: readonly File[]): string {
  const target = join(folder, `${kind}-${files.length}.zip`);
  const input = files.map(({ name, content }) => `${JSON.stringify({ name, content })}\n`).join('');
  execFileSync('python3', [program, kind, target], { input });
  return target;
}

async function read(archive: Buffer, invoiceCount: number) {
  const server = await servePackage(makePackage(archive, 5_000_000), { invoiceCount });
  try {
    return await collect(readExport(server.api, server.access));
  } finally {
    await server.close();
  }
}

// KSeF's exports come from a server that may write ZIP64 whatever the size.
describe.skipIf(!hasTools('python3'))('ZIP64 of another writer', () => {
  const { files, invoices } = invoiceFiles(40);

  it.each(['forced', 'streamed'] as const)('is read when it is %s', async (kind) => {
    const all = await read(readFileSync(pack(kind, files)), 40);
    expect(all.map(({ metadata }) => metadata)).toEqual(invoices);
    expect(new TextDecoder().decode(all[7]?.content)).toBe('<Faktura>7 zł</Faktura>');
  });

  it('is read when it has more files than 16 bits can count', { timeout: 60_000 }, async () => {
    const many = invoiceFiles(66_000);
    const file = await open(pack('forced', many.files));
    try {
      const bytes = await bytesOf(file);
      const archive = await openZip(bytes, new ArchiveGuard({ maxEntries: 70_000 }), () => {});
      expect(archive.invoiceCount).toBe(66_000);
      for await (const { metadata, content } of archive.invoices()) {
        expect([metadata, content?.length]).toEqual([many.invoices[0], 24]);
        break;
      }
      archive.close();
      await expect(openZip(bytes, new ArchiveGuard(), () => {})).rejects.toMatchObject({
        code: 'ARCHIVE_TOO_LARGE',
        message: expect.stringContaining('66001 files'),
      });
    } finally {
      await file.close();
    }
  });

  it('is read when its files stand beyond what 32 bits can say', async () => {
    const file = await open(pack('far', files));
    try {
      const bytes = await bytesOf(file);
      expect(bytes.sizeBytes).toBeGreaterThan(2 ** 32);
      const archive = await openZip(bytes, new ArchiveGuard(), () => {});
      const all = await collect(archive.invoices());
      expect(all.map(({ metadata }) => metadata)).toEqual(invoices);
      expect(new TextDecoder().decode(all[7]?.content)).toBe('<Faktura>7 zł</Faktura>');
      archive.close();
    } finally {
      await file.close();
    }
  });
});

/** A file in the place of a package's parts: encrypting gigabytes would take a minute. */
async function bytesOf(file: FileHandle): Promise<PackageBytes> {
  const { size } = await file.stat();
  const bytes = {
    sizeBytes: size,
    async read(position: number, length: number) {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
      return buffer.subarray(0, bytesRead);
    },
    async *stream(start = 0, end = size) {
      for (let at = start; at < end; at += 65_536) yield await bytes.read(at, Math.min(65_536, end - at));
    },
  };
  return bytes as unknown as PackageBytes;
}
