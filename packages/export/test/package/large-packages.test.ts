import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { downloadExport, type ExportEvent, type PackageOptions } from '../../src/index.js';
import { SpoolFile } from '../../src/parts/spool-file.js';
import { type PackageServer, type PartTrouble, servePackage } from '../support/package-server.js';
import { makePackage } from '../support/packages.js';

// Large enough to be verified on a thread.
const archive = randomBytes(20_000_003);
const partBytes = 6_000_000;
const spoolFolder = mkdtempSync(join(tmpdir(), 'ksef-test-'));
let server: PackageServer;
let events: ExportEvent[] = [];

afterEach(async () => {
  await server.close();
  expect(readdirSync(spoolFolder)).toEqual([]);
});

const serve = async (options: Parameters<typeof servePackage>[1] = {}) => {
  events = [];
  server = await servePackage(makePackage(archive, partBytes), options);
  return server;
};
const fetchIt = async (options: PackageOptions = {}) => {
  const { api, access } = server;
  const chunks: Uint8Array[] = [];
  const writable = new WritableStream<Uint8Array>({ write: (chunk) => void chunks.push(chunk) });
  const onEvent = (event: ExportEvent) => events.push(event);
  await downloadExport(api, access, writable, { spoolFolder, onEvent, ...options });
  return Buffer.concat(chunks);
};
const inPart2 =
  (
    answer: (response: import('node:http').ServerResponse, bytes: Buffer, count: number) => unknown,
  ): PartTrouble =>
  (_, response, bytes, ordinal, count) =>
    ordinal === 2 ? answer(response, bytes, count) : undefined;

describe('a package of many megabytes', () => {
  it.each([0, 1, 8])('comes as it is, with readAhead %i', async (readAhead) => {
    await serve();
    expect((await fetchIt({ readAhead })).equals(archive)).toBe(true);
    expect(events.filter(({ type }) => type === 'part-verified')).toHaveLength(4);
  });

  it('comes where descriptors are of one thread only, as in Deno', async () => {
    const lend = vi.spyOn(SpoolFile.prototype, 'lend').mockImplementation((work) => work(1_000_000));
    await serve();
    expect((await fetchIt()).equals(archive)).toBe(true);
    expect(lend).toHaveBeenCalled();
    lend.mockRestore();
  });

  it('comes with bytes that its consumer keeps, however slowly it takes them', async () => {
    const { api, access } = await serve();
    const chunks: Buffer[] = [];
    const writable = new WritableStream<Uint8Array>({
      async write(chunk) {
        await new Promise((resolve) => setTimeout(resolve, 5));
        chunks.push(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
      },
    });
    await downloadExport(api, access, writable, { spoolFolder });
    expect(Buffer.concat(chunks).equals(archive)).toBe(true);
  });

  it('goes on where it was when the connection breaks', async () => {
    await serve({
      trouble: inPart2((response, bytes, count) => {
        if (count > 1) return undefined;
        response.writeHead(200, { 'content-length': bytes.length });
        return (
          response.write(bytes.subarray(0, 3_333_333), () => setTimeout(() => response.destroy(), 50)) || true
        );
      }),
    });
    expect((await fetchIt()).equals(archive)).toBe(true);
    expect(server.requests).toContainEqual(expect.stringMatching(/^2 [1-9]/));
  });

  it('is begun again when the storage cannot go on', async () => {
    await serve({
      trouble: inPart2((response, bytes, count) => {
        response.writeHead(200, { 'content-length': bytes.length });
        if (count > 1) response.end(bytes);
        else response.write(bytes.subarray(0, 3_333_333), () => setTimeout(() => response.destroy(), 50));
        return true;
      }),
    });
    expect((await fetchIt()).equals(archive)).toBe(true);
  });

  it.each([
    [
      'changed',
      (bytes: Buffer) => Buffer.concat([bytes.subarray(0, -1), Buffer.from([(bytes.at(-1) ?? 0) ^ 1])]),
    ],
    ['changed at its beginning', (bytes: Buffer) => Buffer.concat([Buffer.alloc(16), bytes.subarray(16)])],
    ['cut', (bytes: Buffer) => bytes.subarray(0, -16)],
    ['too long', (bytes: Buffer) => Buffer.concat([bytes, Buffer.alloc(16)])],
  ])('is refused, naming the part, when one is %s', async (_what, change) => {
    await serve({ trouble: inPart2((response, bytes) => response.end(change(bytes))) });
    await expect(fetchIt()).rejects.toMatchObject({
      code: 'PART_MISMATCH',
      message: expect.stringContaining('Part 2'),
    });
  });

  it('is told from a wrong key', async () => {
    const { access } = await serve();
    Object.assign(access, { key: randomBytes(32) });
    const error = await fetchIt().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ message: expect.stringContaining('Part 1') });
    expect(['DECRYPTION_FAILED', 'PART_MISMATCH']).toContain((error as { code: string }).code);
  });

  it('ends with its signal, at any moment', async () => {
    for (let index = 0; index < 10; index++) {
      await serve();
      const controller = new AbortController();
      const reason = new Error('enough');
      setTimeout(() => controller.abort(reason), index * 8);
      const outcome = await fetchIt({ signal: controller.signal }).catch((error: unknown) => error);
      expect(outcome === reason || (outcome as Buffer).equals(archive)).toBe(true);
      expect(readdirSync(spoolFolder)).toEqual([]);
      await server.close();
    }
  });
});

describe('a program that receives', () => {
  const program = fileURLToPath(new URL('../support/download-process.ts', import.meta.url));
  const run = async (what: string, limit = '') => {
    const { api, access } = server;
    const args = [what, api.environment.apiUrl, spoolFolder].concat(
      [access.key, access.iv].map((bytes) => Buffer.from(bytes).toString('base64')),
    );
    const command = `${limit}exec "$0" --import tsx "$@"`;
    const { stdout } = await promisify(execFile)('sh', ['-c', command, process.execPath, program, ...args], {
      timeout: 60_000,
    });
    return stdout.trim();
  };

  it.skipIf(process.platform === 'win32')('says that the disk is full', { timeout: 90_000 }, async () => {
    await serve();
    // No file may grow beyond 2 MB, which is what a full disk looks like.
    const told = await run('download', 'ulimit -f 4000; ');
    expect(told).toMatch(/^SPOOL_FAILED .*file too large.*spoolFolder/i);
  });

  it('ends by itself though it leaves an export half read', { timeout: 90_000 }, async () => {
    await serve();
    expect(await run('leave')).toBe('left');
    // The folder stays, as after a crash; it is empty.
    for (const folder of readdirSync(spoolFolder)) rmdirSync(join(spoolFolder, folder));
  });
});
