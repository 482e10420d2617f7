import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { contractOperations } from '../src/generated/operations.js';
import { makeTestToken } from '../src/make-test-token.js';
import { type Emulator, startEmulator } from '../src/start-emulator.js';
import { identity, subjects } from './auth/identity.js';
import { startXadesLogin } from './auth/login.js';
import { postInvoice, sendOnline } from './sessions/send-online.js';
import { invoiceXml } from './sessions/support.js';
import { accessToken, call, redeem, startLogin } from './support.js';

const modern = { 'x-error-format': 'problem-details' };
const owner = '5265877635';
const unit = '5265877635-12346';

let emulator: Emulator;
let bearer: string;
beforeAll(async () => {
  emulator = await startEmulator();
});
beforeEach(async () => {
  emulator.control.reset();
  bearer = await accessToken(emulator);
});
afterAll(() => emulator.close());

/** Sends invoices one after another; gives their KSeF numbers. */
async function send(...invoices: string[]): Promise<string[]> {
  const numbers: string[] = [];
  for (const xml of invoices) numbers.push((await sendOnline(emulator, bearer, xml)).ksefNumber);
  return numbers;
}

const today = () => ({ day: new Date().toISOString().slice(0, 10) });

const ask = (method: string, path: string, body?: unknown) =>
  call(emulator, method, path, { bearer, headers: modern, ...(body === undefined ? {} : { body }) });

const claimsOf = (jwt: string) =>
  JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString()) as Record<string, string>;

async function bearerOf(type: 'Nip' | 'InternalId', value: string): Promise<string> {
  const contextIdentifier = { type, value };
  const login = await startLogin(emulator, {
    token: makeTestToken(contextIdentifier),
    more: { contextIdentifier },
  });
  return (await redeem(emulator, login)).body.accessToken.token;
}

describe('answers', () => {
  it('of 401 are problem details under the plain type, by the path behind the gateway', async () => {
    const { status, headers, body } = await call(emulator, 'GET', '/sessions?sessionType=Online');
    expect(status).toBe(401);
    expect(headers.get('content-type')).toMatch(/^application\/json/);
    expect(body).toMatchObject({ title: 'Unauthorized', status: 401, instance: '/api/v2/sessions' });
    const stale = await call(emulator, 'GET', '/rate-limits', { bearer: 'nonsense' });
    expect(stale.headers.get('content-type')).toMatch(/^application\/json/);
  });

  it('of 405 tell which methods a path has', async () => {
    for (const [method, path, allowed] of [
      ['DELETE', '/auth/token/redeem', 'POST'],
      ['PATCH', '/rate-limits', 'GET'],
      ['GET', '/testdata/rate-limits', 'POST, DELETE'],
      ['GET', '/certificates/0123456789ABCDEF/revoke', 'POST'],
    ] as const) {
      const { status, headers, body } = await call(emulator, method, path, { bearer });
      expect([method, path, status, headers.get('allow'), body]).toEqual([method, path, 405, allowed, '']);
    }
    expect((await call(emulator, 'GET', '/nowhere', { bearer })).status).toBe(404);
  });

  const nip = { nip: owner };
  const grant = {
    contextIdentifier: { type: 'Nip', value: owner },
    authorizedIdentifier: { type: 'Nip', value: '7352765225' },
  };
  const kind = { maxInvoiceSizeInMB: 1, maxInvoiceWithAttachmentSizeInMB: 3, maxInvoices: 10 };
  const empty: Record<string, unknown> = {
    'POST /testdata/subject': { subjectNip: owner, subjectType: 'JST', description: 'Gmina' },
    'POST /testdata/subject/remove': { subjectNip: owner },
    'POST /testdata/person': { ...nip, pesel: '44051401359', isBailiff: false, description: 'Osoba' },
    'POST /testdata/person/remove': nip,
    'POST /testdata/permissions': {
      ...grant,
      permissions: [{ permissionType: 'InvoiceRead', description: 'Odczyt' }],
    },
    'POST /testdata/permissions/revoke': grant,
    'POST /testdata/attachment': nip,
    'POST /testdata/attachment/revoke': nip,
    'POST /testdata/context/block': { contextIdentifier: { type: 'Nip', value: '7352765225' } },
    'POST /testdata/context/unblock': { contextIdentifier: { type: 'Nip', value: '7352765225' } },
    'POST /testdata/limits/context/session': {
      onlineSession: kind,
      batchSession: kind,
      collectiveIdentifier: { maxInvoices: 500 },
    },
    'DELETE /testdata/limits/context/session': undefined,
    'POST /testdata/limits/subject/certificate': {},
    'DELETE /testdata/limits/subject/certificate': undefined,
    'POST /testdata/rate-limits/production': undefined,
    'DELETE /testdata/rate-limits': undefined,
  };
  it.each(Object.keys(empty))('without content in the contract have no body: %s', async (operation) => {
    const [method = '', path = ''] = operation.split(' ');
    const { status, headers, body } = await ask(method, path, empty[operation]);
    expect([status, body, headers.get('content-type')]).toEqual([200, '', null]);
  });

  it('without content are all of those, but for two that other tests see', () => {
    const named = contractOperations
      .filter(({ isEmpty }) => isEmpty)
      .map((one) => `${one.method} ${one.path}`);
    const elsewhere = ['PUT /testdata/certificates/{serialNumber}', 'POST /testdata/rate-limits'];
    expect(named.sort()).toEqual([...Object.keys(empty), ...elsewhere].sort());
  });

  it('to a KSeF number with a wrong checksum are that there is no such invoice', async () => {
    const wrong = '5265877635-20250101-0100A0000000-00';
    const code = async (path: string) => (await ask('GET', path)).body.errors[0].code;
    expect(await code(`/invoices/ksef/${wrong}`)).toBe(21164);
    expect(await code('/invoices/ksef/5265877635-2025')).toBe(21405);
    expect((await ask('GET', `/collective-identifiers/ksef/${wrong}`)).body.collectiveIdentifiers).toEqual(
      [],
    );
  });
});

describe('limits', () => {
  it.each(['off', 'contract', { scale: 100 }] as const)(
    'of requests can be read, changed and written back: %o',
    async (rateLimits) => {
      const counting = await startEmulator({ rateLimits });
      try {
        const own = await accessToken(counting);
        const { body: limits } = await call(counting, 'GET', '/rate-limits', { bearer: own });
        const {
          onlineSessionClose: _1,
          batchSessionClose: _2,
          anonymous: _3,
          global: _4,
          ...settable
        } = limits;
        const changed = { ...settable, invoiceSend: { perSecond: 1, perMinute: 2, perHour: 3 } };
        const set = await call(counting, 'POST', '/testdata/rate-limits', {
          bearer: own,
          body: { rateLimits: changed },
        });
        expect([set.status, set.body]).toEqual([200, '']);
        expect((await call(counting, 'GET', '/rate-limits', { bearer: own })).body).toEqual({
          ...limits,
          ...changed,
        });
      } finally {
        await counting.close();
      }
    },
  );

  it.each([undefined, null, {}, { maxInvoices: 1 }, { maxInvoices: 5001 }, { maxInvoices: '9' }])(
    'of collective identifiers are from 2 to 5 000: %o',
    async (collectiveIdentifier) => {
      const kind = { maxInvoiceSizeInMB: 1, maxInvoiceWithAttachmentSizeInMB: 3, maxInvoices: 10 };
      const body = { onlineSession: kind, batchSession: kind, collectiveIdentifier };
      const { status } = await ask('POST', '/testdata/limits/context/session', body);
      expect(status).toBe(400);
    },
  );

  it('of ranges of dates are 100 days', async () => {
    const range = (days: number) => ({
      subjectType: 'Subject1',
      dateRange: { dateType: 'Issue', from: new Date(Date.now() - days * 86_400_000).toISOString() },
    });
    expect((await ask('POST', '/invoices/query/metadata', range(99.9))).status).toBe(200);
    expect((await ask('POST', '/invoices/query/metadata', range(100.1))).status).toBe(400);
  });

  it('refuse currencies that are none', async () => {
    const filters = (currencyCodes: string[]) => ({
      subjectType: 'Subject1',
      dateRange: { dateType: 'Issue', from: new Date().toISOString() },
      currencyCodes,
    });
    expect((await ask('POST', '/invoices/query/metadata', filters(['PLN', 'XTS']))).status).toBe(200);
    const { body } = await ask('POST', '/invoices/query/metadata', filters(['PLN', 'QQQ']));
    expect(body.errors[0].code).toBe(21001);
  });
});

describe('access tokens', () => {
  it('of owners say so, with lists and objects as texts of JSON', async () => {
    const login = await startXadesLogin(emulator, identity(subjects.seal(`VATPL-${owner}`)));
    const claims = claimsOf((await redeem(emulator, login)).body.accessToken.token);
    expect(claims).toMatchObject({
      typ: 'ContextToken',
      cit: 'Nip',
      civ: owner,
      aum: 'QualifiedSeal',
      arn: login.body.referenceNumber,
      per: '["Owner"]',
      pec: '[]',
      rol: '[]',
      pep: '[]',
      iss: 'ksef-api-te',
      aud: 'ksef-api-te',
    });
    expect(JSON.parse(claims.sud ?? '')).toMatchObject({
      subjectIdentifier: { type: 'Nip', value: owner },
      givenNames: [],
      commonName: 'Firma Żółw',
      countryName: 'PL',
    });
    for (const name of ['ipp', 'iop']) expect(JSON.parse(claims[name] ?? '')).toEqual({});
  });

  it('of others list their permissions', async () => {
    const created = await ask('POST', '/tokens', { permissions: ['InvoiceRead'], description: 'Odczyt' });
    emulator.control.advanceClock(1000);
    const login = await startLogin(emulator, { token: created.body.token });
    expect(claimsOf((await redeem(emulator, login)).body.accessToken.token)).toMatchObject({
      aum: 'Token',
      per: '["InvoiceRead"]',
    });
  });
});

describe('owners', () => {
  it('are told what they may do as such', async () => {
    const { body } = await ask('POST', '/permissions/query/personal/grants', {});
    expect(body.ownerPermissions).toContain('CredentialsManage');
    expect(body.ownerPermissions).not.toContain('EnforcementOperations');
    expect(body.ownerPermissions).not.toContain('PefInvoiceWrite');
  });

  it('are only those of their own NIP where permissions are checked', async () => {
    const checking = await startEmulator({ permissions: 'checked' });
    try {
      const statusIn = async (context: string) => {
        const login = await startXadesLogin(checking, identity(subjects.seal(`VATPL-${owner}`)), {
          request: { context },
        });
        const { authenticationToken, referenceNumber } = login.body;
        const path = `/auth/${referenceNumber}`;
        return (await call(checking, 'GET', path, { bearer: authenticationToken.token })).body.status.code;
      };
      expect(await statusIn(`<Nip>${owner}</Nip>`)).toBe(200);
      expect(await statusIn('<Nip>7352765225</Nip>')).toBe(415);
      expect(await statusIn(`<InternalId>${unit}</InternalId>`)).toBe(415);
      expect(await statusIn(`<NipVatUe>${owner}-DE123456789</NipVatUe>`)).toBe(415);
    } finally {
      await checking.close();
    }
  });
});

describe('an internal unit', () => {
  const third = (idWew: string) =>
    `<Podmiot3><DaneIdentyfikacyjne><IDWew>${idWew}</IDWew></DaneIdentyfikacyjne><Rola>8</Rola></Podmiot3>`;
  const withThird = (number: string, idWew: string) =>
    invoiceXml(number, today()).replace('<Fa>', `${third(idWew)}<Fa>`);

  it('sees only invoices with its own identifier in Podmiot3', async () => {
    const [its, another, plain] = await send(
      withThird('1', unit),
      withThird('2', '5265877635-00008'),
      invoiceXml('3', today()),
    );
    const unitBearer = await bearerOf('InternalId', unit);
    const download = async (ksefNumber: string | undefined) =>
      (await call(emulator, 'GET', `/invoices/ksef/${ksefNumber}`, { bearer: unitBearer })).status;
    expect([await download(its), await download(another), await download(plain)]).toEqual([200, 400, 400]);
    const found = async (subjectType: string) => {
      const dateRange = { dateType: 'PermanentStorage', from: new Date(Date.now() - 60_000).toISOString() };
      const { body } = await call(emulator, 'POST', '/invoices/query/metadata', {
        bearer: unitBearer,
        body: { subjectType, dateRange },
      });
      return body.invoices.map(({ ksefNumber }: { ksefNumber: string }) => ksefNumber);
    };
    expect(await found('Subject3')).toEqual([its]);
    expect([await found('Subject1'), await found('Subject2')]).toEqual([[], []]);
  });

  it('adds nobody to its invoices by collective identifiers', async () => {
    const sent = await send(withThird('1', unit), withThird('2', '5265877635-00008'));
    const invoices = sent.map((ksefNumber) => ({ ksefNumber }));
    const { body } = await call(emulator, 'POST', '/collective-identifiers', {
      bearer: await bearerOf('InternalId', unit),
      headers: modern,
      body: { invoices },
    });
    expect(body.errors[0]).toMatchObject({
      code: 71001,
      description: 'Faktura o podanym identyfikatorze nie istnieje.',
      details: [`Faktura o numerze KSeF ${sent[1]} nie została znaleziona.`],
    });
  });
});

describe('events', () => {
  it('of accepted invoices say which they are', async () => {
    const [ksefNumber] = await send(invoiceXml('FV/1', today()));
    for (const type of ['invoice-accepted', 'invoice-processed']) {
      const [event] = emulator.control.events(type);
      expect(event).toMatchObject({ ksefNumber, sellerNip: owner, invoiceNumber: 'FV/1' });
    }
  });

  it('need no further request for that', async () => {
    await postInvoice(emulator, bearer, invoiceXml('FV/2', today()));
    expect(emulator.control.events('invoice-accepted')[0]?.ksefNumber).toMatch(/^5265877635-/);
  });
});
