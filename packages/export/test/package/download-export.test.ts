import { randomBytes } from 'node:crypto';
import { getEventListeners } from 'node:events';
import { createWriteStream, mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { downloadExport, type ExportEvent, type PackageOptions } from '../../src/index.js';
import { leapingClock } from '../support/ksef.js';
import { type PackageServer, type PartTrouble, servePackage } from '../support/package-server.js';
import { type MadePackage, makePackage } from '../support/packages.js';

/** Windows has no file modes. */
const onPosix = it.skipIf(process.platform === 'win32');

const archive = randomBytes(1_000_003);
let made: MadePackage;
let server: PackageServer | undefined;
let spoolFolder: string;
let events: ExportEvent[];

beforeEach(() => {
  made = makePackage(archive, 300_000);
  spoolFolder = mkdtempSync(join(tmpdir(), 'ksef-test-'));
  events = [];
});
afterEach(async () => {
  await server?.close();
  expect(readdirSync(spoolFolder)).toEqual([]);
});

const serve = async (options: Parameters<typeof servePackage>[1] = {}) => {
  server = await servePackage(made, options);
  return server;
};
const fetchIt = async (options: PackageOptions = {}) => {
  const { api, access } = server as PackageServer;
  const chunks: Uint8Array[] = [];
  let closed = false;
  const writable = new WritableStream<Uint8Array>({
    write: (chunk) => void chunks.push(chunk),
    close: () => {
      closed = true;
    },
  });
  const onEvent = (event: ExportEvent) => events.push(event);
  await downloadExport(api, access, writable, { spoolFolder, onEvent, ...options });
  expect(closed).toBe(true);
  return Buffer.concat(chunks);
};
const types = (type: ExportEvent['type']) => events.filter((event) => event.type === type);
/** Trouble for the first request for part 2. */
const once =
  (trouble: PartTrouble): PartTrouble =>
  (request, response, bytes, ordinal, count) =>
    ordinal === 2 && count === 1 ? trouble(request, response, bytes, ordinal, count) : undefined;

describe('downloadExport', () => {
  it('writes the archive, decrypted and in order, to a Web writable', async () => {
    await serve();
    expect((await fetchIt({ readAhead: 3 })).equals(archive)).toBe(true);
    expect(types('part-verified')).toHaveLength(4);
  });

  it('writes it to a Node writable that is slow', async () => {
    const { api, access } = await serve();
    const file = join(mkdtempSync(join(tmpdir(), 'ksef-test-')), 'archive');
    await downloadExport(api, access, createWriteStream(file, { highWaterMark: 1000 }), { spoolFolder });
    expect(readFileSync(file).equals(archive)).toBe(true);
  });

  it('leaves a writable open when told to', async () => {
    const { api, access } = await serve();
    const chunks: Buffer[] = [];
    const writable = new Writable({ write: (chunk, _, done) => done(void chunks.push(chunk)) });
    await downloadExport(api, access, writable, { spoolFolder, preventClose: true });
    expect([writable.writableEnded, Buffer.concat(chunks).equals(archive)]).toEqual([false, true]);
  });

  it('lets any number of downloads share one signal, and leaves nothing on it', async () => {
    const { api, access } = await serve();
    const stop = new AbortController();
    const warnings: Error[] = [];
    const note = (warning: Error) => warnings.push(warning);
    process.on('warning', note);
    const one = (writable: Writable | WritableStream<Uint8Array>) =>
      downloadExport(api, access, writable, { spoolFolder, signal: stop.signal });
    await Promise.all([
      ...Array.from({ length: 12 }, () => one(new Writable({ write: (_chunk, _encoding, done) => done() }))),
      ...Array.from({ length: 12 }, () => one(new WritableStream())),
    ]);
    await setImmediate();
    process.off('warning', note);
    expect(warnings).toEqual([]);
    expect(getEventListeners(stop.signal, 'abort')).toEqual([]);
  });

  it('sends no bearer token to the storage', async () => {
    const { headers } = await serve();
    await fetchIt();
    expect(headers).toHaveLength(4);
    for (const one of headers) expect(one).not.toHaveProperty('authorization');
  });

  onPosix(
    'keeps nothing but ciphertext, for this user only, and no more parts than are read ahead',
    async () => {
      const { api, access } = await serve();
      let most = 0;
      const writable = new WritableStream<Uint8Array>({
        write() {
          most = Math.max(most, (server as PackageServer).requests.length);
          for (const folder of readdirSync(spoolFolder)) {
            expect(statSync(join(spoolFolder, folder)).mode & 0o077).toBe(0);
            // Removed right after they are made: nothing is left to a crash.
            expect(readdirSync(join(spoolFolder, folder))).toEqual([]);
          }
          throw new Error('full');
        },
      });
      await expect(downloadExport(api, access, writable, { spoolFolder, readAhead: 1 })).rejects.toThrow(
        'full',
      );
      expect(most).toBeLessThanOrEqual(2);
    },
  );

  it('takes a package without parts for an empty archive', async () => {
    await serve({ change: (found) => ({ ...found, parts: [] }) });
    expect(await fetchIt()).toHaveLength(0);
  });
});

describe('a download that breaks off', () => {
  it('goes on where it was, when the storage can do that', async () => {
    await serve({
      trouble: once((_, response, bytes) => {
        response.writeHead(200, { 'content-length': bytes.length });
        response.write(bytes.subarray(0, 100_000), () => setTimeout(() => response.destroy(), 50));
        return true;
      }),
    });
    expect((await fetchIt({ readAhead: 0 })).equals(archive)).toBe(true);
    expect(server?.requests.filter((one) => one.startsWith('2'))).toEqual([
      '2 0',
      expect.stringMatching(/^2 [1-9]/),
    ]);
  });

  it('begins again, when the storage cannot', async () => {
    await serve({
      trouble: (_, response, bytes, ordinal, count) => {
        if (ordinal !== 2) return undefined;
        response.writeHead(200, { 'content-length': bytes.length });
        if (count > 1) response.end(bytes);
        else response.write(bytes.subarray(0, 100_000), () => setTimeout(() => response.destroy(), 50));
        return true;
      },
    });
    expect((await fetchIt()).equals(archive)).toBe(true);
  });

  it('begins again, when the storage sends another range than was asked for', async () => {
    await serve({
      trouble: (_, response, bytes, ordinal, count) => {
        if (ordinal !== 2 || count > 2) return undefined;
        const range = { 'content-range': `bytes 0-${bytes.length - 1}/${bytes.length}` };
        response.writeHead(count === 1 ? 200 : 206, { 'content-length': bytes.length, ...range });
        if (count > 1) response.end(bytes);
        else response.write(bytes.subarray(0, 100_000), () => setTimeout(() => response.destroy(), 50));
        return true;
      },
    });
    expect((await fetchIt()).equals(archive)).toBe(true);
  });

  it('continues as long as each attempt brings some bytes', async () => {
    const breaks = 8;
    await serve({
      trouble: (request, response, bytes, ordinal, count) => {
        if (ordinal !== 2 || count > breaks) return undefined;
        const from = Number(/\d+/.exec(request.headers.range ?? '0')?.[0]);
        const rest = bytes.subarray(from);
        const range = { 'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}` };
        response.writeHead(from === 0 ? 200 : 206, { 'content-length': rest.length, ...range });
        response.write(rest.subarray(0, 20_000), () => setTimeout(() => response.destroy(), 50));
        return true;
      },
    });
    expect((await fetchIt()).equals(archive)).toBe(true);
    expect(types('part-retry')).toHaveLength(breaks);
  });

  it('begins again when nothing comes any more', async () => {
    await serve({
      trouble: once((_, response, bytes) => {
        response.writeHead(200, { 'content-length': bytes.length }).write(bytes.subarray(0, 50));
        return true;
      }),
    });
    expect((await fetchIt({ stallTimeoutMs: 300 })).equals(archive)).toBe(true);
    expect(types('part-retry')[0]).toMatchObject({ ordinalNumber: 2, reason: 'nothing came for 300 ms' });
  });

  it.each([
    [
      'a gateway’s page',
      (response: import('node:http').ServerResponse) =>
        response.writeHead(200, { 'content-type': 'text/html' }).end('<html>'),
    ],
    ['416', (response: import('node:http').ServerResponse) => response.writeHead(416).end()],
    ['429', (response: import('node:http').ServerResponse) => response.writeHead(429).end()],
  ])('survives %s', async (_what, answer) => {
    await serve({ trouble: once((_, response) => answer(response)) });
    expect((await fetchIt()).equals(archive)).toBe(true);
  });

  it('tells how long each part took, by the injected clock', async () => {
    await serve({ clock: leapingClock(), trouble: once((_, response) => response.writeHead(416).end()) });
    await fetchIt();
    const durations = types('part-verified').map((event) => 'durationMs' in event && event.durationMs);
    expect(durations).toHaveLength(4);
    // The pause before the second attempt is a leap of the clock.
    expect(Math.max(...durations.map(Number))).toBeGreaterThanOrEqual(250);
  });

  it.each([
    ['416', (response: import('node:http').ServerResponse) => response.writeHead(416).end()],
    [
      'a gateway’s page',
      (response: import('node:http').ServerResponse) =>
        response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('<html>'),
    ],
  ])('gives up by name, after six requests, when only %s comes', async (_what, answer) => {
    await serve({ trouble: (_, response, __, ordinal) => (ordinal === 2 ? answer(response) : undefined) });
    await expect(fetchIt()).rejects.toMatchObject({
      code: 'NETWORK',
      message: expect.stringContaining('Part 2'),
    });
    expect(server?.requests.filter((one) => one.startsWith('2'))).toHaveLength(6);
  });

  it('renews links that have ended, from the status', async () => {
    await serve({
      trouble: (request, response) =>
        request.url?.includes('hidden-1') ? response.writeHead(403).end() : undefined,
    });
    expect((await fetchIt()).equals(archive)).toBe(true);
    expect(types('links-renewed')).toHaveLength(1);
    expect(inspect(events)).not.toContain('hidden');
  });

  it('renews links that end soon before it uses them', async () => {
    const soon = new Date(Date.now() + 1_000).toISOString();
    await serve({
      change: (found, reads) =>
        reads > 1
          ? found
          : { ...found, parts: found.parts.map((part) => ({ ...part, expirationDate: soon })) },
    });
    expect((await fetchIt({ readAhead: 0 })).equals(archive)).toBe(true);
    expect(types('links-renewed')).toHaveLength(1);
  });

  it('gives up when renewed links end as well', async () => {
    await serve({ trouble: (_, response) => response.writeHead(403).end() });
    await expect(fetchIt()).rejects.toMatchObject({
      code: 'NETWORK',
      message: expect.stringContaining('403'),
    });
  });

  it('ends with its signal, and tells its reason', async () => {
    await serve({ trouble: () => true });
    const controller = new AbortController();
    const reason = new Error('enough');
    setTimeout(() => controller.abort(reason), 100);
    await expect(fetchIt({ signal: controller.signal })).rejects.toBe(reason);
  });
});

describe('a part that is not what KSeF states', () => {
  const spoil =
    (change: (bytes: Buffer) => Buffer): PartTrouble =>
    (_, response, bytes, ordinal) => {
      if (ordinal !== 2) return undefined;
      const other = change(Buffer.from(bytes));
      response.writeHead(200, { 'content-length': other.length }).end(other);
      return true;
    };
  const flip = (bytes: Buffer) => {
    bytes[1000] = (bytes[1000] ?? 0) ^ 1;
    return bytes;
  };

  it.each([
    ['changed', flip],
    ['cut', (bytes: Buffer) => bytes.subarray(0, -16)],
    ['too long', (bytes: Buffer) => Buffer.concat([bytes, bytes.subarray(0, 16)])],
    ['empty', () => Buffer.alloc(0)],
  ])('is refused, naming its ordinal, when it is %s', async (_what, change) => {
    await serve({ trouble: spoil(change) });
    await expect(fetchIt()).rejects.toMatchObject({
      code: 'PART_MISMATCH',
      message: expect.stringContaining('Part 2'),
    });
  });

  it('is cut off, and not asked for again, as soon as more comes than KSeF states', async () => {
    await serve({
      trouble: (_, response, bytes, ordinal) => {
        if (ordinal !== 2) return undefined;
        // It never ends.
        response.writeHead(200).write(bytes);
        response.write(Buffer.alloc(1));
        return true;
      },
    });
    await expect(fetchIt()).rejects.toMatchObject({
      code: 'PART_MISMATCH',
      message: expect.stringMatching(/Part 2 .*more than its \d+ bytes came/),
    });
    expect(server?.requests.filter((one) => one.startsWith('2'))).toHaveLength(1);
  });

  it('lets none of its bytes out', async () => {
    const { api, access } = await serve({ trouble: spoil(flip) });
    let bytes = 0;
    let abortedBy: unknown;
    const writable = new WritableStream<Uint8Array>({
      write: (chunk) => {
        bytes += chunk.length;
      },
      abort: (reason) => {
        abortedBy = reason;
      },
    });
    const error = await downloadExport(api, access, writable, { spoolFolder }).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({ code: 'PART_MISMATCH' });
    expect(abortedBy).toBe(error);
    expect(bytes).toBe(300_000);
  });

  it('is fetched once more before it counts as wrong', async () => {
    await serve({ trouble: once((_, response, bytes) => response.end(flip(Buffer.from(bytes)))) });
    expect((await fetchIt()).equals(archive)).toBe(true);
  });

  it.each(['encryptedPartHash', 'partHash'] as const)(
    'is refused for a wrong %s, unless that is accepted',
    async (field) => {
      const change = (found: import('../../src/index.js').ExportPackage) => ({
        ...found,
        parts: found.parts.map((part) =>
          part.ordinalNumber === 3 ? { ...part, [field]: 'A'.repeat(43).concat('=') } : part,
        ),
      });
      await serve({ change });
      await expect(fetchIt()).rejects.toMatchObject({
        code: 'PART_MISMATCH',
        message: expect.stringContaining('Part 3'),
      });
      await expect(fetchIt({ acceptMismatch: () => false })).rejects.toMatchObject({ code: 'PART_MISMATCH' });
      const accepted = await fetchIt({
        acceptMismatch: (mismatch) => mismatch.field === field && mismatch.ordinalNumber === 3,
      });
      expect(accepted.equals(archive)).toBe(true);
      expect(types('mismatch-accepted')).toEqual([{ type: 'mismatch-accepted', ordinalNumber: 3, field }]);
    },
  );

  it.each([
    ['partSize', 'decrypts to 300000 bytes instead of 300001'],
    ['encryptedPartSize', '300016 bytes came instead of 300017'],
  ] as const)('is refused for a wrong %s, whatever is accepted', async (field, reason) => {
    const change = (found: import('../../src/index.js').ExportPackage) => ({
      ...found,
      parts: found.parts.map((part) =>
        part.ordinalNumber === 3 ? { ...part, [field]: part[field] + 1 } : part,
      ),
    });
    await serve({ change });
    await expect(fetchIt({ acceptMismatch: () => true })).rejects.toMatchObject({
      code: 'PART_MISMATCH',
      message: expect.stringContaining(reason),
    });
  });

  it('is told from a wrong key', async () => {
    const { access } = await serve();
    Object.assign(access, { key: randomBytes(32) });
    const error = await fetchIt().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ message: expect.stringContaining('Part 1') });
    // One wrong key of 256 happens to give a sound padding.
    expect(['DECRYPTION_FAILED', 'PART_MISMATCH']).toContain((error as { code: string }).code);
  });
});

describe('a package that cannot be one', () => {
  it.each([
    [
      'a part is missing',
      'INVALID_PACKAGE',
      (parts: import('../../src/index.js').ExportPackage['parts']) => parts.slice(1),
    ],
    [
      'a part comes twice',
      'INVALID_PACKAGE',
      (parts: import('../../src/index.js').ExportPackage['parts']) => [...parts, ...parts.slice(0, 1)],
    ],
    [
      'it is too large',
      'PACKAGE_TOO_LARGE',
      (parts: import('../../src/index.js').ExportPackage['parts']) =>
        parts.map((part) => ({ ...part, encryptedPartSize: 2e9 })),
    ],
    [
      'a part decrypts to more than it has',
      'INVALID_PACKAGE',
      (parts: import('../../src/index.js').ExportPackage['parts']) =>
        parts.map((part) => ({ ...part, partSize: part.encryptedPartSize + 1 })),
    ],
  ])('is refused before anything is fetched: %s', async (_what, code, change) => {
    await serve({ change: (found) => ({ ...found, parts: change(found.parts) }) });
    await expect(fetchIt()).rejects.toMatchObject({ code });
    expect(server?.requests).toEqual([]);
  });

  it('is taken up to exactly the size that the caller accepts', async () => {
    await serve();
    const maxPackageBytes = made.encrypted.reduce((sum, { length }) => sum + length, 0);
    expect((await fetchIt({ maxPackageBytes })).equals(archive)).toBe(true);
    await expect(fetchIt({ maxPackageBytes: maxPackageBytes - 1 })).rejects.toMatchObject({
      code: 'PACKAGE_TOO_LARGE',
    });
  });

  it('is refused when its links are renewed and it has other parts than before', async () => {
    const soon = new Date(Date.now() + 1_000).toISOString();
    const other = 'A'.repeat(43).concat('=');
    await serve({
      change: (found, reads) => ({
        ...found,
        parts: found.parts.map((part) =>
          reads > 1 ? { ...part, encryptedPartHash: other } : { ...part, expirationDate: soon },
        ),
      }),
    });
    await expect(fetchIt()).rejects.toMatchObject({
      code: 'INVALID_PACKAGE',
      message: expect.stringContaining('other parts than before'),
    });
    expect(server?.requests).toEqual([]);
  });

  it.each([
    [{ key: new Uint8Array(16) }, 'INVALID_KEY'],
    [{ iv: new Uint8Array(12) }, 'INVALID_KEY'],
    [{ referenceNumber: '../x' }, 'INVALID_REFERENCE_NUMBER'],
  ])('is not asked for with %j', async (wrong, code) => {
    const { access } = await serve();
    Object.assign(access, wrong);
    await expect(fetchIt()).rejects.toMatchObject({ code });
    expect(server?.statusReads).toBe(0);
  });

  it('refuses a readAhead that is none', async () => {
    await serve();
    await expect(fetchIt({ readAhead: 1.5 })).rejects.toMatchObject({
      code: 'INVALID_OPTION',
      input: 'readAhead',
    });
  });
});
