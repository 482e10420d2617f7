import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Emulator, startEmulator } from '../../src/start-emulator.js';
import { refusalOf } from '../auth/login.js';
import { accessToken, call } from '../support.js';

const modern = { 'x-error-format': 'problem-details' };

let emulator: Emulator;
let bearer: string;
beforeAll(async () => {
  emulator = await startEmulator();
});
afterEach(() => emulator.control.reset());
afterAll(() => emulator.close());

async function ask(method: string, path: string, body?: unknown) {
  bearer ??= await accessToken(emulator);
  return call(emulator, method, path, { bearer, headers: modern, ...(body === undefined ? {} : { body }) });
}

describe('limits of requests', () => {
  it('are none while the emulator does not count', async () => {
    expect((await ask('GET', '/rate-limits')).body.other).toEqual({
      perSecond: -1,
      perMinute: -1,
      perHour: -1,
    });
  });

  it('are those of the contract in production', async () => {
    await ask('POST', '/testdata/rate-limits/production');
    const { body } = await ask('GET', '/rate-limits');
    expect(body).toMatchObject({
      invoiceSend: { perSecond: 10, perMinute: 30, perHour: 180 },
      invoiceDownload: { perSecond: 8, perMinute: 16, perHour: 64 },
      onlineSessionClose: { perSecond: 20, perMinute: 60, perHour: 240 },
      batchSessionClose: { perSecond: 20, perMinute: 40, perHour: 120 },
      collectiveIdentifier: { perSecond: 20, perMinute: 120, perHour: 240 },
      anonymous: { perSecond: 60, perMinute: -1, perHour: -1 },
    });
    expect(Object.keys(body)).toHaveLength(17);
  });

  it('count once a test has set them, in their context only, and go back', async () => {
    await ask('POST', '/testdata/rate-limits/production');
    const { invoiceExportStatus, collectiveIdentifier, ...limits } = (await ask('GET', '/rate-limits')).body;
    const rateLimits = { ...limits, other: { perSecond: 100, perMinute: 300, perHour: 5 } };
    expect((await ask('POST', '/testdata/rate-limits', { rateLimits })).status).toBe(200);
    expect((await ask('GET', '/rate-limits')).body.other.perHour).toBe(5);
    for (let index = 0; index < 5; index++) expect((await ask('GET', '/limits/subject')).status).toBe(200);
    const refused = await ask('GET', '/limits/subject');
    expect([refused.status, Number(refused.headers.get('retry-after'))]).toEqual([429, expect.any(Number)]);
    expect((await ask('DELETE', '/testdata/rate-limits')).status).toBe(200);
    expect((await ask('GET', '/limits/subject')).status).toBe(200);
  });

  it('count as in production where a test asks for that', async () => {
    await ask('POST', '/testdata/rate-limits/production');
    const answers = await Promise.all(Array.from({ length: 31 }, () => ask('GET', '/limits/context')));
    expect(answers.some(({ status }) => status === 429)).toBe(true);
  });

  it('are refused by name when they are missing or above what TEST allows, all at once', async () => {
    const onlineSession = { perSecond: 1, perMinute: 1, perHour: 11_111 };
    const refused = await ask('POST', '/testdata/rate-limits', { rateLimits: { onlineSession } });
    const [{ code, details }] = refused.body.errors;
    expect(code).toBe(21405);
    expect(details).toHaveLength(11);
    expect(details).toContain(
      "'rateLimits.onlineSession.perHour' must be between 1 and 1200. You entered 11111.",
    );
    expect(details).toContain("'rateLimits.invoiceSend' must not be empty.");
  });
});

describe('limits of a context', () => {
  const kind = { maxInvoiceSizeInMB: 1, maxInvoiceWithAttachmentSizeInMB: 3, maxInvoices: 10_000 };

  it('are shown, set and reset', async () => {
    const defaults = { onlineSession: kind, batchSession: kind, collectiveIdentifier: { maxInvoices: 500 } };
    expect((await ask('GET', '/limits/context')).body).toEqual(defaults);
    const set = {
      onlineSession: { ...kind, maxInvoices: 1 },
      batchSession: { ...kind, maxInvoiceSizeInMB: 5 },
      collectiveIdentifier: { maxInvoices: 3 },
    };
    await ask('POST', '/testdata/limits/context/session', set);
    expect((await ask('GET', '/limits/context')).body).toEqual(set);
    await ask('DELETE', '/testdata/limits/context/session');
    expect((await ask('GET', '/limits/context')).body).toEqual(defaults);
  });

  it('stay below what TEST allows', async () => {
    const body = { onlineSession: { ...kind, maxInvoiceSizeInMB: 6 }, batchSession: kind };
    expect(refusalOf(await ask('POST', '/testdata/limits/context/session', body)).text).toContain('0-5');
  });
});
