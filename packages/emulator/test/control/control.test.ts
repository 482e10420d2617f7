import { X509Certificate } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Emulator, startEmulator } from '../../src/start-emulator.js';
import { buyer, exportStatus, query, seller, startExport, stored } from '../receiving/support.js';
import { makeKey } from '../sessions/batch/support.js';
import { accessToken, call, context, startLogin, statusOf, tokenKeys } from '../support.js';

let emulator: Emulator;
beforeEach(async () => {
  emulator = await startEmulator();
});
afterEach(() => emulator.close());

interface Call {
  readonly http: readonly [path: string, body: object | undefined];
  readonly inProcess: (control: Emulator['control']) => unknown;
  /** Proves that it has done what it is for. */
  readonly works: () => Promise<void>;
}

const range = { from: new Date(Date.now() - 30 * 86_400_000).toISOString() };
const seed = { count: 20, sellerNip: seller, buyerNip: buyer };
const found = async (bearer: string) =>
  (await query(emulator, bearer, stored('Subject1', range), 'pageSize=100')).body;

async function openSession(bearer: string) {
  const { encryption } = await makeKey(emulator);
  const formCode = { systemCode: 'FA (3)', schemaVersion: '1-0E', value: 'FA' };
  return (await call(emulator, 'POST', '/sessions/online', { bearer, body: { formCode, encryption } })).body;
}

async function statusOfSession(bearer: string, referenceNumber: string) {
  return (await call(emulator, 'GET', `/sessions/${referenceNumber}`, { bearer })).body.status.code;
}

const calls: Record<string, Call> = {
  'moves the clock': {
    http: ['/clock', { advanceMs: 3_600_000 }],
    inProcess: (control) => control.advanceClock(3_600_000),
    works: async () => {
      const { body } = await call(emulator, 'POST', '/auth/challenge');
      expect(body.timestampMs - Date.now()).toBeGreaterThan(3_500_000);
    },
  },
  'sets the clock': {
    http: ['/clock', { setTo: '2031-05-01T00:00:00Z' }],
    inProcess: (control) => control.setClock('2031-05-01T00:00:00Z'),
    works: async () => {
      const { body } = await call(emulator, 'POST', '/auth/challenge');
      expect(new Date(body.timestampMs).toISOString()).toMatch(/^2031-05-01T00:0/);
    },
  },
  'rotates keys': {
    http: ['/keys/rotate', { mode: 'planned' }],
    inProcess: (control) => control.rotateKeys('planned'),
    works: async () => expect(await tokenKeys(emulator)).toHaveLength(2),
  },
  'plans a fault': {
    http: ['/faults', { kind: 'error', status: 503, path: '/auth/challenge', times: 1, skip: 1 }],
    inProcess: (control) =>
      control.addFault({ kind: 'error', status: 503, path: '/auth/challenge', skip: 1 }),
    works: async () => {
      const statuses = [];
      for (let index = 0; index < 3; index++)
        statuses.push((await call(emulator, 'POST', '/auth/challenge')).status);
      expect(statuses).toEqual([200, 503, 200]);
    },
  },
  'breaks sessions': {
    http: ['/sessions/break', { kind: 'becomes415' }],
    inProcess: (control) => control.breakSessions('becomes415'),
    works: async () => {
      const bearer = await accessToken(emulator);
      expect(await statusOfSession(bearer, (await openSession(bearer)).referenceNumber)).toBe(415);
    },
  },
  'sets the time a login takes': {
    http: ['/settings', { authDelayMs: 60_000 }],
    inProcess: (control) => control.setAuthDelay(60_000),
    works: async () => expect((await statusOf(emulator, await startLogin(emulator))).code).toBe(100),
  },
  'sets the time a token waits': {
    http: ['/settings', { tokenActivationDelayMs: 60_000 }],
    inProcess: (control) => control.setTokenActivationDelay(60_000),
    works: async () => {
      const bearer = await accessToken(emulator);
      const made = await call(emulator, 'POST', '/tokens', {
        bearer,
        body: { permissions: ['InvoiceRead'], description: 'a token' },
      });
      const { body } = await call(emulator, 'GET', `/tokens/${made.body.referenceNumber}`, { bearer });
      expect(body.status).toBe('Pending');
    },
  },
  'limits sessions': {
    http: ['/settings', { sessionLimits: { sessionLifetimeMs: 1_000 } }],
    inProcess: (control) => control.setSessionLimits({ sessionLifetimeMs: 1_000 }),
    works: async () => {
      const bearer = await accessToken(emulator);
      const { validUntil } = await openSession(bearer);
      expect(Date.parse(validUntil) - Date.now()).toBeLessThan(5_000);
    },
  },
  'limits what a query gives': {
    http: ['/receiving-limits', { maxResults: 10 }],
    inProcess: (control) => control.setReceivingLimits({ maxResults: 10 }),
    works: async () => {
      emulator.control.seedInvoices(seed);
      const bearer = await accessToken(emulator);
      const { isTruncated } = (await query(emulator, bearer, stored('Subject1', range), 'pageSize=10')).body;
      expect(isTruncated).toBe(true);
    },
  },
  'lets invoices go': {
    http: ['/receiving-limits', { invoiceKeptForMs: 86_400_000 }],
    inProcess: (control) => control.setReceivingLimits({ invoiceKeptForMs: 86_400_000 }),
    works: async () => {
      const path = `/invoices/ksef/${emulator.control.seedInvoices(seed).lastKsefNumber}`;
      expect((await call(emulator, 'GET', path, { bearer: await accessToken(emulator) })).status).toBe(200);
      emulator.control.advanceClock(86_400_000);
      const gone = await call(emulator, 'GET', path, { bearer: await accessToken(emulator) });
      expect([gone.status, gone.body.status]).toEqual([410, 410]);
    },
  },
  'holds the high-water mark': {
    http: ['/high-water-mark', { heldAt: '2026-01-01T00:00:00Z' }],
    inProcess: (control) => control.setHighWaterMark({ heldAt: '2026-01-01T00:00:00Z' }),
    works: async () => {
      const { permanentStorageHwmDate } = await found(await accessToken(emulator));
      expect(permanentStorageHwmDate).toMatch(/^2026-01-01T00:00:00/);
    },
  },
  'hides the invoices that come next, seeded ones too': {
    http: ['/invoices/hide', { count: 5, forMs: 60_000 }],
    inProcess: (control) => control.hideInvoices(5, 60_000),
    works: async () => {
      emulator.control.seedInvoices(seed);
      const bearer = await accessToken(emulator);
      expect((await found(bearer)).invoices).toHaveLength(15);
      emulator.control.advanceClock(60_000);
      expect((await found(bearer)).invoices).toHaveLength(20);
    },
  },
  'seeds invoices': {
    http: ['/invoices/seed', seed],
    inProcess: (control) => control.seedInvoices(seed),
    works: async () => expect((await found(await accessToken(emulator))).invoices).toHaveLength(20),
  },
  'breaks exports': {
    http: ['/exports/break', { kind: 'fails500' }],
    inProcess: (control) => control.breakExports('fails500'),
    works: async () => {
      const bearer = await accessToken(emulator);
      const { reference } = await startExport(emulator, bearer, stored('Subject1', range));
      await expect
        .poll(async () => (await exportStatus(emulator, bearer, reference)).body.status.code)
        .toBe(500);
    },
  },
};

const post = (path: string, body?: object) =>
  call({ baseUrl: emulator.controlUrl }, 'POST', path, body === undefined ? {} : { body });

describe.each(Object.entries(calls))(
  'a call of the control side that %s',
  (_name, { http, inProcess, works }) => {
    it('works over HTTP', async () => {
      const [path, body] = http;
      expect((await post(path, body)).status).toBe(200);
      await works();
    });

    it('works in the process', async () => {
      inProcess(emulator.control);
      await works();
    });
  },
);

describe('the rest of the control side over HTTP', () => {
  const get = (path: string) => call({ baseUrl: emulator.controlUrl }, 'GET', path);

  it('slows processing down', async () => {
    await post('/settings', { processingDelayMs: 60_000 });
    emulator.control.breakSessions('becomes415');
    const bearer = await accessToken(emulator);
    const { referenceNumber } = await openSession(bearer);
    expect(await statusOfSession(bearer, referenceNumber)).toBe(100);
    emulator.control.advanceClock(60_000);
    expect(await statusOfSession(bearer, referenceNumber)).toBe(415);
  });

  it('mints tokens, shows its authority and what happened', async () => {
    const { body } = await post('/tokens', { contextIdentifier: context });
    expect((await statusOf(emulator, await startLogin(emulator, { token: body.token }))).code).toBe(200);
    const authority = new X509Certificate((await get('/authority')).body);
    expect(authority.toString()).toBe(emulator.control.authorityCertificate());
    expect((await get('/events?type=login')).body).toEqual(emulator.control.events('login'));
  });

  it('lists what was planned, and how often it struck', async () => {
    const { control } = emulator;
    const path = '/auth/challenge';
    control.addFault({ kind: 'error', status: 503, method: 'POST', path, times: 2 });
    control.addFault({ kind: 'html', path: '/rate-limits' });
    control.breakSessions('becomes415');
    control.breakExports('fails500', 3);
    expect((await call(emulator, 'POST', path)).status).toBe(503);
    await openSession(await accessToken(emulator).catch(() => accessToken(emulator)));
    const planned = [
      { id: 'fault-1', kind: 'error', method: 'POST', path, times: 2, struck: 2 },
      { id: 'fault-2', kind: 'html', path: '/rate-limits', times: 1, struck: 0 },
      { id: 'session-becomes415', kind: 'becomes415', times: 1, struck: 1 },
      { id: 'export-fails500', kind: 'fails500', times: 3, struck: 0 },
    ];
    expect(control.faults()).toEqual(planned);
    expect(await (await fetch(`${emulator.controlUrl}/faults`)).json()).toEqual(planned);
    expect(() => control.assertAllFaultsStruck()).toThrow(
      'fault-2 (html any method /rate-limits) struck 0 of 1 times; export-fails500 (fails500) struck 0 of 3 times',
    );
    control.clearFaults();
    expect(control.faults()).toEqual([]);
    control.assertAllFaultsStruck();
    control.addFault({ kind: 'error', path, times: Number.POSITIVE_INFINITY });
    expect(() => control.assertAllFaultsStruck()).toThrow('struck 0 of Infinity');
    await call(emulator, 'POST', path);
    control.assertAllFaultsStruck();
  });

  it('takes faults back, and forgets everything but keys and clock', async () => {
    const cleared = async (method: string, path: string) =>
      expect((await call({ baseUrl: emulator.controlUrl }, method, path)).status).toBe(204);
    await post('/faults', { kind: 'cutBefore' });
    await cleared('DELETE', '/faults');
    expect((await call(emulator, 'POST', '/auth/challenge')).status).toBe(200);

    const [key] = await tokenKeys(emulator);
    await post('/clock', { advanceMs: 3_600_000 });
    await post('/invoices/seed', seed);
    await cleared('POST', '/reset');
    const { body } = await call(emulator, 'POST', '/auth/challenge');
    expect(body.timestampMs - Date.now()).toBeGreaterThan(3_500_000);
    expect((await tokenKeys(emulator))[0]).toEqual(key);
    expect((await found(await accessToken(emulator))).invoices).toEqual([]);
  });

  it.each([
    ['/clock', {}, 'advanceMs'],
    ['/clock', { setTo: 'tomorrow' }, 'setTo'],
    ['/clock', { setTo: '2026-11-24 10:00' }, 'setTo'],
    ['/clock', { advanceMs: '60000' }, 'advanceMs'],
    ['/clock', { advanceMs: 1e20 }, 'advanceMs'],
    ['/clock', { advanceMs: -1e14 }, 'advanceMs'],
    ['/clock', { advanceMs: 1, setTo: '2026-11-24T10:00:00Z' }, 'only one'],
    ['/clock', { advancems: 1 }, 'advancems'],
    ['/keys/rotate', { mode: 'sometimes' }, 'mode'],
    ['/keys/rotate', { Mode: 'emergency' }, 'Mode'],
    ['/keys/rotate', '"emergency"', 'object'],
    ['/keys/rotate', [], 'object'],
    ['/faults', {}, 'kind'],
    ['/faults', { kind: 'earthquake' }, 'kind'],
    ['/faults', { kind: 'error', times: -1 }, 'times'],
    ['/faults', { kind: 'error', times: '3' }, 'times'],
    ['/faults', { kind: 'error', staus: 503 }, 'staus'],
    ['/faults', { kind: 'error', status: 99 }, 'status'],
    ['/faults', { kind: 'error', code: 'x' }, 'code'],
    ['/faults', { kind: 'error', details: 'x' }, 'details'],
    ['/faults', { kind: 'error', description: 1 }, 'description'],
    ['/faults', { kind: 'delay', ms: 'long' }, 'ms'],
    ['/faults', { kind: 'rateLimit', retryAfter: -1 }, 'retryAfter'],
    ['/faults', { kind: 'error', method: 'post' }, 'method'],
    ['/faults', { kind: 'error', path: 'auth/challenge' }, 'path'],
    ['/faults', { kind: 'error', path: '/auth/chalenge' }, 'path'],
    ['/faults', { kind: 'error', path: '/session/*' }, 'path'],
    ['/faults', { kind: 'error', path: '/v2/sessions/{referenceNumber}' }, 'path'],
    ['/faults', { kind: 'error', path: 7 }, 'path'],
    ['/sessions/break', { kind: 'earthquake' }, 'kind'],
    ['/sessions/break', { kind: 'becomes415', times: '2' }, 'times'],
    ['/sessions/break', { kind: 'becomes415', count: 2 }, 'count'],
    ['/settings', { sessionLimits: { maxInvoice: 1 } }, 'maxInvoice'],
    ['/settings', { sessionLimits: { maxInvoices: 'many' } }, 'maxInvoices'],
    ['/settings', { processingDelayMs: '500' }, 'processingDelayMs'],
    ['/settings', { processingDelay: 500 }, 'processingDelay'],
    ['/tokens', {}, 'contextIdentifier'],
    ['/tokens', { contextIdentifier: { type: 'Nip', value: '1' } }, 'contextIdentifier'],
    ['/tokens', { nip: '1' }, 'nip'],
    ['/tokens', { nip: context.value, contextIdentifier: context }, 'only one'],
    ['/tokens', { NIP: context.value }, 'NIP'],
    ['/access-tokens', {}, 'nip'],
    ['/access-tokens', { nip: context.value, permissions: 'InvoiceRead' }, 'permissions'],
    ['/receiving-limits', { maxResult: 1 }, 'maxResult'],
    ['/receiving-limits', { maxResults: null }, 'maxResults'],
    ['/high-water-mark', { heldAt: 'tomorrow' }, 'heldAt'],
    ['/high-water-mark', { heldAt: 1 }, 'heldAt'],
    ['/high-water-mark', { lagMs: '1' }, 'lagMs'],
    ['/invoices/hide', { count: 1 }, 'forMs'],
    ['/invoices/hide', { count: -1, forMs: 1 }, 'count'],
    ['/invoices/seed', { ...seed, count: 0 }, 'count'],
    ['/invoices/seed', { count: 1, nip: seller }, 'nip'],
    ['/invoices/seed', { count: 1, sellerNip: seller }, 'buyerNip'],
    ['/invoices/seed', { ...seed, from: '2026' }, 'from'],
    ['/invoices/seed', { ...seed, stepMs: -1 }, 'stepMs'],
    ['/invoices/seed', { ...seed, sizeBytes: 3_000_001 }, 'sizeBytes'],
    ['/invoices/seed', { ...seed, numberPrefix: 1 }, 'numberPrefix'],
    ['/exports/break', { kind: 'earthquake' }, 'kind'],
    ['/exports/break', { kind: 'fails500', times: 'x' }, 'times'],
  ])('refuses %s with %j by name', async (path, body, named) => {
    const answer = await call({ baseUrl: emulator.controlUrl }, 'POST', path, { body });
    expect(answer.status).toBe(400);
    const [detail] = answer.body.exception.exceptionDetailList;
    expect(detail.exceptionCode).toBe(21405);
    expect(detail.details.join()).toContain(named);
    expect((await get('/health')).body.now.slice(0, 10)).toBe(new Date().toISOString().slice(0, 10));
  });

  it('stops, once and for all', async () => {
    expect((await post('/stop')).status).toBe(204);
    await emulator.close();
    await expect(get('/health')).rejects.toThrow();
  });

  it('takes paths of operations, of storage, and prefixes of them', async () => {
    for (const path of [
      '/auth/challenge',
      '/sessions/*',
      '*',
      '/*',
      '/_storage/*',
      '/_sto*',
      '/_storage/upo/x.xml',
      '/v2/auth/challenge',
    ])
      expect((await post('/faults', { kind: 'error', path })).status, path).toBe(200);
  });
});

describe('a call in the process', () => {
  it('is refused with a message that names what is wrong', () => {
    const { control } = emulator;
    expect(() => control.setClock('tomorrow')).toThrow(/21405 .*setTo is an instant/);
    expect(() => control.advanceClock(Number.NaN)).toThrow(/advanceMs/);
    expect(() => control.setProcessingDelay(-1)).toThrow(/ms is a number from 0/);
    expect(() => control.addFault({ kind: 'error', path: '/nowhere' })).toThrow(/path \/nowhere/);
    expect(() => control.rotateKeys('sometimes' as 'planned')).toThrow(/mode is one of planned/);
  });
});
