import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import type { AdmissionRequest } from '@ksef/api';
import {
  type Clock,
  customEnvironment,
  formCodes,
  KsefError,
  nip,
  runInContext,
  systemClock,
} from '@ksef/core';
import { type Emulator, makeTestToken, startEmulator } from '@ksef/emulator';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createKsef, type KsefEvent, type KsefOptions } from '../src/index.js';
import { invoiceXml } from './support/invoice.js';

const one = nip('5251230007');
const other = nip('7811900008');
const hasty: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) => systemClock.sleep(Math.min(ms, 20), signal),
};
let emulator: Emulator;
let events: KsefEvent[];

beforeEach(async () => {
  emulator = await startEmulator();
  events = [];
});

afterEach(async () => {
  await emulator.close();
});

const create = (options: Partial<KsefOptions> = {}) =>
  createKsef({
    environment: emulator.environment,
    credentials: { ksefToken: makeTestToken },
    clock: hasty,
    onEvent: (event) => events.push(event),
    ...options,
  });

describe('createKsef', () => {
  it('sends an invoice and brings its receipt, in one line', async () => {
    const result = await create().inContext(one).send(invoiceXml('A/1', one));
    expect(result).toMatchObject({ status: 'accepted', invoice: { sellerNip: one } });
    expect(new TextDecoder().decode(result.upo)).toContain(result.ksefNumber);
  });

  it('tells of which company an event is, when it works for several', async () => {
    const ksef = create();
    await Promise.all([one, other].map((seller) => ksef.inContext(seller).send(invoiceXml('A/3', seller))));
    const finished = events.filter(({ type }) => type === 'session-opened' || type === 'invoice-finished');
    const values = finished.map((event) => 'context' in event && event.context?.value);
    expect(values.sort()).toEqual([one, one, other, other]);
  });

  it('tells the observer of a call besides its own', async () => {
    const told: string[] = [];
    const options = {
      onEvent: ({ type }: { readonly type: string }) => {
        told.push(type);
        throw new Error('nobody hears this');
      },
    };
    await create().inContext(one).send(invoiceXml('A/4', one), options);
    const filters = {
      subjectType: 'Subject1',
      dateRange: { dateType: 'Issue', from: '2026-01-01T00:00:00Z' },
    };
    for await (const _ of create().inContext(one).queryMetadata(filters, options)) break;
    const own = events.map(({ type }) => type);
    expect(told).toEqual(expect.arrayContaining(['session-opened', 'session-closed', 'metadata-page']));
    expect(own).toEqual(expect.arrayContaining(told));
  });

  it('sends one invoice with what there is to say of it', async () => {
    const input = { name: 'till 7', content: invoiceXml('A/2', one), offlineMode: true };
    const result = await create().inContext(one).send(input);
    expect(result).toMatchObject({ name: 'till 7', status: 'accepted' });
    expect(new TextDecoder().decode(result.upo)).toContain('<TrybWysylki>Offline</TrybWysylki>');
  });

  it('takes the context from runInContext, and never mixes contexts', async () => {
    const ksef = create();
    const results = await Promise.all(
      [one, other, one, other].map((seller, index) =>
        runInContext(seller, () => ksef.send(invoiceXml(`A/${index}`, seller))),
      ),
    );
    expect(results.map(({ ksefNumber }) => ksefNumber?.slice(0, 10))).toEqual([one, other, one, other]);
    expect(emulator.control.events('redeem')).toHaveLength(2);
  });

  it('fails by name without a context, before any network', async () => {
    await expect(create().send(invoiceXml('A/1', one))).rejects.toMatchObject({ code: 'MISSING_CONTEXT' });
    expect(events).toEqual([]);
  });

  it('logs in once for a thousand callers over forty NIPs', async () => {
    const ksef = create();
    const nips = ['5251230007', '7811900008', '7811900014', '7811900020', '5265877635'].map((digits) =>
      nip(digits),
    );
    await Promise.all(
      Array.from({ length: 1000 }, (_, index) => ksef.inContext(nips[index % nips.length] ?? one).login()),
    );
    expect(emulator.control.events('redeem')).toHaveLength(nips.length);
  });

  it('tells the limiter what somebody waits for', async () => {
    const asked: unknown[] = [];
    const rateLimiter = { admit: async ({ priority }: AdmissionRequest) => void asked.push(priority) };
    const ksef = create({ context: one, rateLimiter });
    await ksef.login();
    asked.length = 0;
    await ksef.limits();
    await ksef.withPriority('interactive').inContext(one).limits();
    expect(asked).toEqual([undefined, undefined, 'interactive', 'interactive']);
  });

  it('downloads an invoice byte for byte', async () => {
    const ksef = create({ context: one });
    const xml = invoiceXml('A/1', one);
    const { ksefNumber = '' } = await ksef.send(xml);
    expect(new TextDecoder().decode(await ksef.invoice(ksefNumber))).toBe(xml);
    await expect(ksef.invoice('nonsense')).rejects.toMatchObject({ code: 'INVALID_KSEF_NUMBER' });
  });

  it('closes a session by its number, and again without harm', async () => {
    const bound = create().inContext(one);
    const session = await bound.openSession(formCodes.fa3);
    await bound.closeSession(session.referenceNumber);
    await bound.closeSession(session.referenceNumber);
    expect((await session.status()).status.code).not.toBe(100);
    await expect(bound.closeSession('x')).rejects.toMatchObject({ code: 'INVALID_REFERENCE_NUMBER' });
  });

  it.each([5251230007, '', {}, ['5251230007'], undefined])(
    'says what to give as a context instead of %j',
    (given) => {
      expect(() => create().inContext(given as never)).toThrow(/is not a context\. Pass nip\('/);
    },
  );

  it('lists logins, reads limits, and logs out', async () => {
    const ksef = create({ context: one });
    await ksef.login();
    const logins = [];
    for await (const login of ksef.authSessions()) logins.push(login);
    expect(logins).toHaveLength(1);
    expect((await ksef.limits()).sessions.onlineSession.maxInvoices).toBe(10_000);
    await ksef.logout();
    expect(ksef.tokens.peek({ type: 'Nip', value: one })).toBeUndefined();
    await ksef.login();
    expect(emulator.control.events('redeem')).toHaveLength(2);
  });

  it('gets a new token when KSeF refuses the old one, and repeats the request', async () => {
    const ksef = create({ context: one });
    await ksef.login();
    emulator.control.addFault({ path: '/limits/context', kind: 'error', status: 401 });
    await ksef.limits();
    expect(emulator.control.events('refresh')).toHaveLength(1);
  });

  it('refreshes an access token that has ended', async () => {
    let ahead = 0;
    const ksef = create({ context: one, clock: { ...hasty, now: () => Date.now() + ahead } });
    await ksef.login();
    ahead = 16 * 60_000;
    emulator.control.advanceClock(ahead);
    await ksef.limits();
    expect(emulator.control.events('refresh')).toHaveLength(1);
    expect(emulator.control.events('redeem')).toHaveLength(1);
  });
});

describe('bad input and bad servers', () => {
  it.each([
    [{ environment: 'staging' as never }, 'environment'],
    [{ credentials: { ksefToken: ' ' } }, 'credentials'],
    [{ credentials: undefined as never }, 'credentials'],
    [{ credentials: null as never }, 'credentials'],
    [{ credentials: { ksefToken: Promise.resolve('x') as never } }, 'credentials'],
    [{ tokenStore: 5 as never }, 'tokenStore'],
    [{ tokenStore: { load() {}, save() {} } as never }, 'tokenStore'],
    [{ tokenLock: {} as never }, 'tokenLock'],
    [{ tokenLock: null as never }, 'tokenLock'],
    [{ whenLockFails: 'wait' as never }, 'whenLockFails'],
    [{ publicKeys: {} as never }, 'publicKeys'],
    [{ publicKeys: [5] as never }, 'publicKeys[0]'],
    [{ publicKeys: [{ certificat: 'x', usage: [] }] as never }, 'preloaded.certificat'],
    [{ rateLimiter: true as never }, 'rateLimiter'],
    [{ rateLimiter: {} as never }, 'rateLimiter'],
    [{ fetch: 'fetch' as never }, 'fetch'],
    [{ ky: {} as never }, 'ky'],
    [{ clock: Date as never }, 'clock'],
    [{ timeoutMs: 0 }, 'timeoutMs'],
    [{ timeoutMs: -1 }, 'timeoutMs'],
    [{ timeoutMs: Number.NaN }, 'timeoutMs'],
    [{ timeoutMs: 1e12 }, 'timeoutMs'],
    [{ timeoutMs: '5000' as never }, 'timeoutMs'],
    [{ onEvent: {} as never }, 'onEvent'],
    [
      { credentials: { ksefToken: 'x', verifyCertificateChain: 1 as never } },
      'credentials.verifyCertificateChain',
    ],
  ])('refuses %j by name', (wrong, input) => {
    expect(() => create(wrong)).toThrow(expect.objectContaining({ code: 'INVALID_OPTION', input }));
  });

  it('takes prod for prd', () => {
    expect(create({ environment: 'prod' }).api.environment).toEqual(
      create({ environment: 'prd' }).api.environment,
    );
  });

  it.each([
    [{ tokenstore: undefined }, 'Unknown option "tokenstore". Did you mean "tokenStore"?'],
    [{ timeout: 5_000 }, 'Unknown option "timeout". Did you mean "timeoutMs"?'],
    [{ logger: console }, /^Unknown option "logger"\. Known options: .*environment, /],
    [
      { credentials: { ksefToken: 'x', authorisationPolicy: {} } },
      'Unknown option "credentials.authorisationPolicy". Did you mean "credentials.authorizationPolicy"?',
    ],
    [
      { environment: { name: 'a', apiUrl: 'https://a', qrUrl: 'https://a', url: 'b' } },
      /^Unknown option "url"/,
    ],
  ])('refuses the unknown names of %j', (wrong, message) => {
    expect(() => create(wrong as never)).toThrow(message);
  });

  it('refuses an address policy at once, and its unknown fields', () => {
    for (const authorizationPolicy of [{}, { allowedIps: {}, ips: [] }, { allowedIps: { ip4: [] } }]) {
      const credentials = { ksefToken: 'x', authorizationPolicy: authorizationPolicy as never };
      expect(() => create({ credentials })).toThrow(expect.objectContaining({ code: 'INVALID_IP_POLICY' }));
    }
  });

  it('refuses wrong options of its calls before anything is sent', async () => {
    const ksef = create({ context: one });
    const date = { dateType: 'Issue', from: '2026-02-01T00:00:00+01:00' } as const;
    const filters = { subjectType: 'Subject1', dateRange: date } as const;
    const checkpointStore = { load: async () => undefined, save: async () => {} };
    const sync = { subjectTypes: ['Subject1'], from: '2026-02-01T00:00:00+01:00', checkpointStore } as const;
    const next = (source: AsyncGenerator<unknown>) => source.next();
    const calls: [string, () => unknown][] = [
      ['Signal', () => ksef.login({ Signal: 1 } as never)],
      ['signal', () => ksef.logout({ signal: {} } as never)],
      ['timeoutMs', () => ksef.limits({ timeoutMs: 5 } as never)],
      ['pageSize', () => ksef.authSessions({ pageSize: 1 } as never)],
      ['wait', () => ksef.openSession({} as never, { wait: 1 } as never)],
      ['wait', () => ksef.closeSession('x', { wait: 1 } as never)],
      ['waitTimeoutMs', () => ksef.invoice('5265877635-20250826-0100001AF629-AF', { waitTimeoutMs: -1 })],
      ['timeoutMs', () => ksef.invoice('5265877635-20250826-0100001AF629-AF', { timeoutMs: 0 })],
      ['pagesize', () => next(ksef.queryMetadata(filters, { pagesize: 10 } as never))],
      ['pageSize', () => next(ksef.queryMetadata(filters, { pageSize: 9 }))],
      ['restarts', () => next(ksef.exportInvoices(filters, { restarts: 1.5 }))],
      ['stallTimeoutMs', () => next(ksef.exportInvoices(filters, { stallTimeoutMs: 0 }))],
      ['spoolFolder', () => next(ksef.exportInvoices(filters, { spoolFolder: 5 as never }))],
      ['limits.maxFiles', () => next(ksef.exportInvoices(filters, { limits: { maxFiles: 5 } as never }))],
      ['checkpointstore', () => next(ksef.sync({ ...sync, checkpointstore: 1 } as never))],
      ['checkpointStore', () => next(ksef.sync({ ...sync, checkpointStore: { load() {} } as never }))],
      ['stallTimeoutMs', () => next(ksef.sync({ ...sync, stallTimeoutMs: Number.NaN }))],
      ['follow', () => next(ksef.sync({ ...sync, follow: 'yes' as never }))],
    ];
    for (const [input, call] of calls) {
      const failure = await Promise.resolve()
        .then(call)
        .catch((error: unknown) => error);
      expect({ input, failure }).toMatchObject({ input, failure: { code: 'INVALID_OPTION', input } });
    }
    expect(emulator.control.events('request')).toHaveLength(0);
  });

  it('takes an address with a slash at its end, and refuses one with the version twice', async () => {
    const { apiUrl } = emulator.environment;
    const at = (url: string) =>
      create({ context: one, environment: { ...emulator.environment, apiUrl: url } });
    await at(`${apiUrl}/`).login();
    expect(() => at(`${apiUrl}/v2/`)).toThrow(expect.objectContaining({ code: 'INVALID_ENVIRONMENT' }));
  });

  it('refuses a bare token for credentials without repeating it', () => {
    const wrong = { credentials: makeTestToken(one) as never };
    expect(() => create(wrong)).toThrow(expect.objectContaining({ code: 'INVALID_OPTION' }));
    expect(() => create(wrong)).not.toThrow(makeTestToken(one));
  });

  it.each([{}, { certificateChain: [], algorithm: {}, sign() {} }, Promise.resolve({})])(
    'says how to make a signer of %o',
    (signer) => {
      expect(() => create({ credentials: { signer } as never })).toThrow(/xadesSigner/);
    },
  );

  it('names a KSeF that is down', async () => {
    const { environment } = emulator;
    await emulator.close();
    await expect(create({ environment, context: one }).login()).rejects.toMatchObject({ code: 'NETWORK' });
  });

  it('names an empty list of keys', async () => {
    const server = await serve((path) =>
      path.endsWith('public-key-certificates')
        ? '[]'
        : '{"challenge":"20260101-CR-0000000000-0000000000-00","timestampMs":1,"timestamp":"","clientIp":""}',
    );
    await expect(create({ environment: server.environment, context: one }).login()).rejects.toMatchObject({
      code: 'NO_PUBLIC_KEY',
    });
    await server.close();
  });

  it('names a server that answers something else', async () => {
    const server = await serve(() => '{}');
    await expect(create({ environment: server.environment, context: one }).login()).rejects.toMatchObject({
      code: expect.stringMatching(/^(NO_PUBLIC_KEY|INVALID_RESPONSE)$/),
    });
    await server.close();
  });

  it.each([
    ['HTML', '<html></html>'],
    ['truncated JSON', '{"challenge":"2026'],
  ])('names a server that answers %s', async (_what, body) => {
    const server = await serve(() => body);
    await expect(create({ environment: server.environment, context: one }).login()).rejects.toMatchObject({
      code: 'INVALID_RESPONSE',
    });
    await server.close();
  });

  it('lets no token into errors, events or the client itself', async () => {
    const ksefToken = `20260101-EC-0000000000-0000000000-00|nip-${one}|${'c'.repeat(57)}anary1`;
    const ksef = create({ context: one, credentials: { ksefToken } });
    await ksef.send(invoiceXml('A/1', one));
    const access = ksef.tokens.peek({ type: 'Nip', value: one }) ?? 'none';
    emulator.control.addFault({ kind: 'error', status: 403, times: 99 });
    const error = await ksef.limits().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(KsefError);
    const seen = [
      inspect(events, { depth: 9 }),
      inspect(error, { depth: 9 }),
      inspect(ksef, { depth: 9, showHidden: true }),
      JSON.stringify(emulator.control.events()),
    ].join('\n');
    expect(seen).not.toContain('anary1');
    expect(seen).not.toContain(access);
  });
});

async function serve(answer: (path: string) => string) {
  const server: Server = createServer((request, response) => {
    const body = answer(request.url ?? '');
    response.setHeader('content-type', body.startsWith('<') ? 'text/html' : 'application/json');
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    environment: customEnvironment({ name: 'broken', apiUrl: `${origin}/v2`, qrUrl: origin }),
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
