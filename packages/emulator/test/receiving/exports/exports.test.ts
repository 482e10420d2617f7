import { describe, expect, it } from 'vitest';
import type { Emulator } from '../../../src/start-emulator.js';
import { onFreshEmulator } from '../../fresh-emulator.js';
import { makeKey, sha } from '../../sessions/batch/support.js';
import { accessToken, call } from '../../support.js';
import {
  buyer,
  downloadPackage,
  exportStatus,
  finishedExport,
  query,
  seller,
  startExport,
  stored,
  untarGz,
  unzip,
} from '../support.js';

let emulator: Emulator;
let bearer: string;
onFreshEmulator((fresh) => {
  ({ emulator, bearer } = fresh);
});

const seed = (count: number, more = {}) =>
  emulator.control.seedInvoices({ count, sellerNip: seller, buyerNip: buyer, numberPrefix: 'S', ...more });
const run = async (filters: object = stored(), more: object = {}) => {
  const { key, iv, reference } = await startExport(emulator, bearer, filters, more);
  return { key, iv, reference, status: await finishedExport(emulator, bearer, reference) };
};
const codeOf = (answer: { body: { errors?: { code: number }[] } }) => answer.body.errors?.[0]?.code;

describe('an export', () => {
  it.each([
    ['Zip', unzip],
    ['TarGz', untarGz],
  ] as const)(
    'packs invoices and their metadata as %s, in encrypted parts',
    async (compressionType, unpack) => {
      seed(30, { sizeBytes: 20_000 });
      emulator.control.setReceivingLimits({ maxPartBytes: 100_000 });
      const { key, iv, reference, status } = await run(stored(), { compressionType });
      expect(status).toMatchObject({
        status: { code: 200, description: 'Eksport faktur zakończony sukcesem' },
        package: { invoiceCount: 30, isTruncated: false, compressionType },
      });
      expect(status.package).not.toHaveProperty('lastPermanentStorageDate');
      expect(status.package.parts.length).toBeGreaterThan(3);
      expect(status.package.parts[1]).toMatchObject({ ordinalNumber: 2, method: 'GET', partSize: 100_000 });
      expect(status.package.parts[1].partName).toContain(reference);
      const files = await unpack(await downloadPackage(status.package, key, iv));
      expect(files.size).toBe(31);
      const { invoices } = JSON.parse(files.get('_metadata.json') ?? '');
      expect(invoices).toEqual((await query(emulator, bearer, stored(), 'pageSize=100')).body.invoices);
      for (const { ksefNumber, invoiceHash } of invoices) {
        expect(sha(Buffer.from(files.get(`${ksefNumber}.xml`) ?? ''))).toBe(invoiceHash);
      }
    },
  );

  it('gives metadata only, when only they are wanted', async () => {
    seed(3);
    const { key, iv, status } = await run(stored(), { onlyMetadata: true });
    const files = await unzip(await downloadPackage(status.package, key, iv));
    expect([...files.keys()]).toEqual(['_metadata.json']);
    expect(JSON.parse(files.get('_metadata.json') ?? '').invoices).toHaveLength(3);
  });

  it('is cut at the number of invoices, with the date to go on from', async () => {
    seed(8);
    emulator.control.setReceivingLimits({ maxResults: 5 });
    const { invoices } = (await query(emulator, bearer, stored())).body;
    const last = async (dateType: string) => (await run(stored('Subject1', { dateType }))).status.package;
    expect(await last('PermanentStorage')).toMatchObject({
      invoiceCount: 5,
      isTruncated: true,
      lastPermanentStorageDate: invoices[4].permanentStorageDate,
    });
    expect(await last('Invoicing')).toMatchObject({
      lastInvoicingDate: invoices[4].invoicingDate,
      permanentStorageHwmDate: null,
    });
    expect(await last('Issue')).toMatchObject({ lastIssueDate: '2026-11-24' });
    const rest = await run(stored('Subject1', { from: invoices[4].permanentStorageDate }));
    expect(rest.status.package).toMatchObject({ invoiceCount: 4, isTruncated: false });
  });

  it('is cut at the size of the package', async () => {
    seed(20, { sizeBytes: 50_000 });
    emulator.control.setReceivingLimits({ maxPackageBytes: 200_000 });
    const { key, iv, status } = await run();
    expect(status.package.isTruncated).toBe(true);
    expect(status.package.invoiceCount).toBeLessThan(10);
    const files = await unzip(await downloadPackage(status.package, key, iv));
    expect(JSON.parse(files.get('_metadata.json') ?? '').invoices).toHaveLength(status.package.invoiceCount);
    expect(files.size).toBe(status.package.invoiceCount + 1);
  });

  it('runs as long as told, and only ten of a context at a time', async () => {
    emulator.control.setReceivingLimits({ exportDelayMs: 60_000 });
    const first = await startExport(emulator, bearer, stored());
    expect((await exportStatus(emulator, bearer, first.reference)).body).toEqual({
      status: { code: 100, description: 'Eksport faktur w toku' },
    });
    for (let i = 0; i < 9; i++)
      expect((await startExport(emulator, bearer, stored())).started.status).toBe(201);
    expect(codeOf((await startExport(emulator, bearer, stored())).started)).toBe(21182);
    emulator.control.advanceClock(60_000);
    expect((await finishedExport(emulator, bearer, first.reference)).package.invoiceCount).toBe(0);
    expect((await startExport(emulator, bearer, stored())).started.status).toBe(201);
  });

  it('refuses what the contract refuses', async () => {
    const refused = async (changes: object) => {
      const { encryption } = await makeKey(emulator);
      const body = { encryption, filters: stored(), ...changes };
      const headers = { 'x-error-format': 'problem-details' };
      return codeOf(await call(emulator, 'POST', '/invoices/exports', { bearer, body, headers }));
    };
    const { encryption } = await makeKey(emulator);
    expect(await refused({ filters: undefined })).toBe(21405);
    expect(await refused({ encryption: undefined })).toBe(21405);
    expect(await refused({ compressionType: 'Rar', filters: undefined })).toBe(21001);
    expect(await refused({ onlyMetadata: 'yes' })).toBe(21001);
    expect(await refused({ filters: stored('Subject1', { from: '2026-01-01' }) })).toBe(21405);
    expect(await refused({ encryption: { ...encryption, publicKeyId: sha(new Uint8Array(1)) } })).toBe(21470);
    const unknown = '20261124-EH-0000000000-0000000000-00';
    expect(
      (await exportStatus(emulator, bearer, unknown)).body.exception.exceptionDetailList[0].exceptionCode,
    ).toBe(21175);
  });

  it('ends at 415 with a bad key and at 420 beyond the high-water mark', async () => {
    const { encryption } = await makeKey(emulator);
    const bad = { ...encryption, encryptedSymmetricKey: Buffer.alloc(256).toString('base64') };
    expect((await run(stored(), { encryption: bad })).status.status.code).toBe(415);
    emulator.control.setHighWaterMark({ heldAt: '2026-11-20T00:00:00Z' });
    const range = { from: '2026-11-21T00:00:00Z', restrictToPermanentStorageHwmDate: true };
    expect((await run(stored('Subject1', range))).status.status.code).toBe(420);
  });

  it('has links that expire and are made anew, a package that expires, a status that goes', async () => {
    seed(2);
    emulator.control.setReceivingLimits({ linkValidForMs: 60_000, packageValidForMs: 600_000 });
    const { key, iv, reference, status } = await run();
    const [{ url }] = status.package.parts;
    expect((await fetch(url)).status).toBe(200);
    expect((await fetch(url, { headers: { authorization: 'Bearer x' } })).status).toBe(401);
    expect((await fetch(url.replace('signature=', 'signature=0'))).status).toBe(403);
    emulator.control.advanceClock(60_001);
    expect((await fetch(url)).status).toBe(403);
    const renewed = (await exportStatus(emulator, bearer, reference)).body;
    expect((await unzip(await downloadPackage(renewed.package, key, iv))).size).toBe(3);
    emulator.control.advanceClock(600_000);
    bearer = await accessToken(emulator);
    expect((await exportStatus(emulator, bearer, reference)).body).toMatchObject({ status: { code: 210 } });
    emulator.control.advanceClock(7 * 24 * 3_600_000);
    bearer = await accessToken(emulator);
    expect((await exportStatus(emulator, bearer, reference)).status).toBe(410);
  });

  it('is downloaded by ranges too, and meets faults', async () => {
    seed(2, { sizeBytes: 5_000 });
    const { status } = await run();
    const [{ url, encryptedPartSize }] = status.package.parts;
    const whole = Buffer.from(await (await fetch(url)).arrayBuffer());
    const part = async (range: string) => {
      const answer = await fetch(url, { headers: { range } });
      return [answer.status, answer.headers.get('content-range'), Buffer.from(await answer.arrayBuffer())];
    };
    const size = encryptedPartSize;
    expect(await part('bytes=100-')).toEqual([206, `bytes 100-${size - 1}/${size}`, whole.subarray(100)]);
    expect(await part('bytes=0-9')).toEqual([206, `bytes 0-9/${size}`, whole.subarray(0, 10)]);
    expect(await part('bytes=-16')).toEqual([
      206,
      `bytes ${size - 16}-${size - 1}/${size}`,
      whole.subarray(-16),
    ]);
    expect((await part(`bytes=${size}-`))[0]).toBe(416);
    emulator.control.addFault({ kind: 'truncate', path: '/_storage/exports/*' });
    await expect(fetch(url).then((answer) => answer.arrayBuffer())).rejects.toThrow();
    emulator.control.addFault({ kind: 'slow', ms: 100, path: '/_storage/exports/*' });
    expect(Buffer.from(await (await fetch(url)).arrayBuffer())).toEqual(whole);
  });

  it('goes wrong in the ways that exports do', async () => {
    const meets = async (kind: Parameters<typeof emulator.control.breakExports>[0]) => {
      emulator.control.breakExports(kind);
      return (await run()).status;
    };
    expect((await meets('fails500')).status.code).toBe(500);
    expect((await meets('cancelled550')).status.code).toBe(550);
    expect((await meets('key415')).status.code).toBe(415);
    expect((await meets('gone410')).status.code).toBe(410);
    for (const kind of ['wrongPartHash', 'wrongEncryptedPartHash'] as const) {
      emulator.control.breakExports(kind);
      const { key, iv, status } = await run();
      await expect(downloadPackage(status.package, key, iv)).rejects.toThrow('part');
    }
    emulator.control.breakExports('stuckAt100');
    const { reference } = await startExport(emulator, bearer, stored());
    emulator.control.advanceClock(3_600_000);
    bearer = await accessToken(emulator);
    expect((await exportStatus(emulator, bearer, reference)).body.status.code).toBe(100);
  });
});
