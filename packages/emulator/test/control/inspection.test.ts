import { createHash } from 'node:crypto';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { beforeEach, describe, expect, it } from 'vitest';
import { componentSchemas } from '../../src/control/schemas/index.js';
import type { Emulator } from '../../src/start-emulator.js';
import { onFreshEmulator } from '../fresh-emulator.js';
import { buyer, exportStatus, seller, startExport, stored } from '../receiving/support.js';
import { makeKey } from '../sessions/batch/support.js';
import { call, context } from '../support.js';

let emulator: Emulator;
let bearer: string;
onFreshEmulator((fresh) => {
  ({ emulator, bearer } = fresh);
});

// biome-ignore lint/suspicious/noExplicitAny: answers of every shape.
type Json = any;

const get = async (path: string): Promise<{ status: number; body: Json; headers: Headers }> =>
  call({ baseUrl: emulator.controlUrl }, 'GET', path);
const post = async (path: string, body: object): Promise<{ status: number; body: Json }> =>
  call({ baseUrl: emulator.controlUrl }, 'POST', path, { body });

const ajv = new Ajv2020({ strict: false, formats: { 'date-time': true, date: true } });
for (const [name, schema] of Object.entries(componentSchemas))
  ajv.addSchema(schema, `#/components/schemas/${name}`);

/** Reads through the document that the emulator gives of itself: what it answers must be as that says. */
async function read(path: string): Promise<Json> {
  const { body: document } = await get('/openapi.json');
  const plain = path.split('?')[0] || '/';
  const template = Object.keys(document.paths)
    .sort((one, other) => one.split('{').length - other.split('{').length)
    .find((one) => new RegExp(`^${one.replace(/\{\w+\}/g, '[^/]+')}$`).test(plain));
  const answered = document.paths[template ?? '']?.get.responses['200'].content;
  const { status, body, headers } = await get(path);
  expect(status).toBe(200);
  const type = headers.get('content-type')?.split(';')[0] ?? '';
  expect(Object.keys(answered)).toEqual([type]);
  if (type === 'application/json') {
    const validate = ajv.compile(answered[type].schema);
    expect(validate(body) ? [] : validate.errors).toEqual([]);
  }
  return body;
}

describe('the control side describes itself', () => {
  it('lists its operations, each of which is in its OpenAPI document', async () => {
    const { operations, openApiUrl } = await read('');
    const document = await (await fetch(openApiUrl)).json();
    const described = Object.entries<Record<string, { operationId: string; summary: string }>>(
      document.paths,
    ).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { operationId, summary }]) => ({
        name: operationId,
        method: method.toUpperCase(),
        path: `/_emulator${path === '/' ? '' : path}`,
        summary,
      })),
    );
    const byName = (one: { name: string }, other: { name: string }) => (one.name < other.name ? -1 : 1);
    expect(described.sort(byName)).toEqual([...operations].sort(byName));
    expect(described.length).toBeGreaterThan(30);
    expect(new Set(described.map(({ name }) => name)).size).toBe(described.length);
    expect(document.openapi).toBe('3.1.0');
  });
});

describe('what the emulator holds', () => {
  beforeEach(() => {
    emulator.control.seedInvoices({ count: 120, sellerNip: seller, buyerNip: buyer, numberPrefix: 'FV' });
  });

  it('is told in pages, the latest first', async () => {
    const first = await read('/invoices?pageSize=100');
    expect([first.invoiceCount, first.hasMore, first.invoices.length]).toEqual([120, true, 100]);
    expect(first.invoices[0]).toMatchObject({
      invoiceNumber: 'FV/120',
      status: { code: 200 },
      seller: { nip: seller },
      buyer: { identifier: buyer },
    });
    const last = await read('/invoices?pageSize=100&pageOffset=1');
    expect([last.hasMore, last.invoices.at(-1).invoiceNumber]).toEqual([false, 'FV/1']);
    expect(emulator.control.invoices({ pageSize: 100 })).toEqual(first);
    for (const query of [
      'pageSize=0',
      'pageSize=501',
      'pageSize=x',
      'pageOffset=-1',
      'size=1',
      'status=fine',
    ])
      expect((await get(`/invoices?${query}`)).status, query).toBe(400);
  });

  it('is filtered by context, session, status and text', async () => {
    const [{ sessionReferenceNumber }] = (await read('/invoices')).invoices;
    const counts = async (query: string) => (await read(`/invoices?${query}`)).invoiceCount;
    expect(await counts(`context=${seller}`)).toBe(120);
    expect(await counts(`context=Nip:${buyer}`)).toBe(120);
    expect(await counts('context=7811900008')).toBe(0);
    expect(await counts(`sessionReferenceNumber=${sessionReferenceNumber}`)).toBe(120);
    expect(await counts('status=accepted&text=fv/11')).toBe(11);
    expect(await counts('status=refused')).toBe(0);
    expect((await get('/invoices?context=1')).status).toBe(400);
  });

  it('is one invoice with its file, its receipt and the link of its code', async () => {
    const [invoice] = (await read('/invoices?text=FV/7')).invoices;
    expect(await read(`/invoices/${invoice.ksefNumber}`)).toEqual(invoice);
    expect(emulator.control.invoice(invoice.referenceNumber)).toEqual(invoice);
    const xml = await read(`/invoices/${invoice.referenceNumber}/xml`);
    expect(createHash('sha256').update(xml).digest('base64')).toBe(invoice.invoiceHash);
    expect(Buffer.from(emulator.control.invoiceXml(invoice.ksefNumber) ?? '').toString()).toBe(xml);
    expect(await read(`/invoices/${invoice.ksefNumber}/upo`)).toContain(invoice.ksefNumber);
    const verified = await fetch(invoice.invoiceLink, { headers: { accept: 'application/json' } });
    expect(await verified.json()).toMatchObject({ valid: true });
    for (const path of ['', '/xml', '/upo']) expect((await get(`/invoices/none${path}`)).status).toBe(404);
    expect(emulator.control.invoice('none')).toBeUndefined();
  });

  it('is sessions with their receipts, and contexts with their counts', async () => {
    const { sessions, sessionCount } = await read('/sessions?sessionType=Batch');
    expect([sessionCount, sessions[0].invoiceCount]).toEqual([1, 120]);
    const { referenceNumber, upoPages } = sessions[0];
    expect(await read(`/sessions/${referenceNumber}`)).toEqual(sessions[0]);
    expect(await read(`/sessions/${referenceNumber}/upo/${upoPages[0]}`)).toContain('<LiczbaStron>1<');
    expect((await get(`/sessions/${referenceNumber}/upo/none`)).status).toBe(404);
    expect((await read('/sessions?sessionType=Online')).sessionCount).toBe(0);
    const contexts = await read('/contexts');
    expect(contexts).toContainEqual(
      expect.objectContaining({ contextIdentifier: { type: 'Nip', value: seller }, invoiceCount: 120 }),
    );
    expect(emulator.control.contexts()).toEqual(contexts);
  });

  it('is exports with their parts', async () => {
    const from = new Date(Date.parse('2026-11-24T10:00:00Z') - 86_400_000).toISOString();
    const { reference } = await startExport(emulator, bearer, stored('Subject1', { from }));
    await expect
      .poll(async () => (await exportStatus(emulator, bearer, reference)).body.status.code, {
        timeout: 20_000,
      })
      .toBe(200);
    const { exports } = await read('/exports');
    expect(exports[0]).toMatchObject({ referenceNumber: reference, invoiceCount: 120 });
    expect(exports[0].parts).toHaveLength(1);
    expect(await read(`/exports/${reference}`)).toEqual(exports[0]);
  });

  it('is logins, tokens, certificates, permissions, keys and settings', async () => {
    const { token } = emulator.control.mintToken(context);
    await call(emulator, 'POST', '/testdata/permissions', {
      body: {
        contextIdentifier: context,
        authorizedIdentifier: { type: 'Nip', value: buyer },
        permissions: [{ permissionType: 'InvoiceRead', description: 'reads' }],
      },
    });
    const tokens = await read('/tokens');
    expect(tokens).toMatchObject({
      tokenCount: 1,
      tokens: [{ status: 'Active', contextIdentifier: context }],
    });
    expect(JSON.stringify(tokens)).not.toContain(token.split('|')[2]);
    expect((await read('/permissions')).permissions).toMatchObject([{ permissionScope: 'InvoiceRead' }]);
    expect((await read('/logins')).loginCount).toBe(1);
    expect((await read('/certificates')).certificateCount).toBe(0);
    expect(await read('/keys')).toHaveLength(2);
    expect(await read('/faults')).toEqual([]);
    await post('/settings', { processingDelayMs: 5 });
    await post('/high-water-mark', { heldAt: '2026-01-01T00:00:00Z' });
    const state = await read('/state');
    expect(state).toMatchObject({
      tokenCount: 1,
      invoiceCount: 120,
      settings: { processingDelayMs: 5, highWaterMark: { heldAt: '2026-01-01T00:00:00.0000000+00:00' } },
    });
    expect(Object.keys(emulator.control.state())).toEqual(Object.keys(state));
  });
});

describe('an access token', () => {
  it('is made in one call, for a NIP or any context, with all permissions or some', async () => {
    const { body } = await post('/access-tokens', { nip: context.value });
    const mine = await call(emulator, 'GET', '/auth/sessions', { bearer: body.accessToken.token });
    expect(mine.body.items[0]).toMatchObject({ referenceNumber: body.referenceNumber, isCurrent: true });
    const refreshed = await call(emulator, 'POST', '/auth/token/refresh', {
      bearer: body.refreshToken.token,
    });
    expect(refreshed.status).toBe(200);
    const unit = { type: 'InternalId', value: `${context.value}-12345` } as const;
    const other = await post('/access-tokens', { contextIdentifier: unit, permissions: ['InvoiceRead'] });
    expect(other.body.contextIdentifier).toEqual(unit);
    const { encryption } = await makeKey(emulator);
    const formCode = { systemCode: 'FA (3)', schemaVersion: '1-0E', value: 'FA' };
    const opened = await call(emulator, 'POST', '/sessions/online', {
      bearer: other.body.accessToken.token,
      body: { formCode, encryption },
    });
    expect([opened.status, opened.body.security.presentPermissions]).toEqual([403, ['InvoiceRead']]);
    expect(emulator.control.mintAccessToken(context).contextIdentifier).toEqual(context);
  });
});

describe('events and requests', () => {
  it('are told from the last one on, and waited for', async () => {
    const { lastEventId } = emulator.control.state();
    expect((await get(`/events?after=${lastEventId}`)).body).toEqual([]);
    const waiting = get(`/events?after=${lastEventId}&waitMs=30000&type=clock-moved`);
    await call(emulator, 'POST', '/auth/challenge');
    await post('/clock', { advanceMs: 1000 });
    const [moved] = (await waiting).body;
    expect(moved).toMatchObject({ type: 'clock-moved' });
    expect(moved.id).toBeGreaterThan(lastEventId);
    expect((await get(`/events?after=${moved.id}&waitMs=50`)).body).toEqual([]);
    expect((await get('/events?maxEvents=1')).body).toHaveLength(1);
    emulator.control.reset();
    expect(emulator.control.events({ after: moved.id }).map(({ type }) => type)).toEqual(['reset']);
  });

  it('that come with time come while somebody waits', async () => {
    const { encryption } = await makeKey(emulator);
    emulator.control.breakSessions('becomes415');
    emulator.control.setProcessingDelay(300);
    const formCode = { systemCode: 'FA (3)', schemaVersion: '1-0E', value: 'FA' };
    await call(emulator, 'POST', '/sessions/online', { bearer, body: { formCode, encryption } });
    const { lastEventId } = emulator.control.state();
    const { body } = await get(`/events?after=${lastEventId}&waitMs=20000&type=session-finished`);
    expect(body).toMatchObject([{ type: 'session-finished', status: 415 }]);
  });

  it('show each request and response, without secrets', async () => {
    emulator.control.seedInvoices({ count: 1, sellerNip: seller, buyerNip: buyer });
    await call(emulator, 'GET', '/rate-limits', { bearer });
    const granted = await call(emulator, 'POST', '/tokens', {
      bearer,
      body: { permissions: ['InvoiceRead'], description: 'reads invoices' },
    });
    const requests = await Promise.all(
      emulator.control.events('request').map(({ requestId }) => read(`/requests/${requestId}`)),
    );
    expect(requests.map(({ method, path }) => `${method} ${path}`)).toContain('GET /rate-limits');
    const made = requests.find(({ method, path }) => `${method} ${path}` === 'POST /tokens');
    expect(made).toMatchObject({
      status: 202,
      url: '/v2/tokens',
      context: `Nip:${context.value}`,
      request: { body: { description: 'reads invoices' }, headers: { authorization: 'Bearer (hidden)' } },
      response: { body: { referenceNumber: granted.body.referenceNumber, token: '(hidden)' } },
    });
    const all = JSON.stringify([requests, emulator.control.events()]);
    for (const secret of [bearer, granted.body.token.split('|')[2], granted.body.token])
      expect(all).not.toContain(secret);
    // Of the login: what it was encrypted as, the tokens it gave.
    const login = requests.find(({ path }) => path === '/auth/ksef-token');
    expect(login.request.body.encryptedToken).toBe('(hidden)');
    expect(login.response.body.authenticationToken.token).toBe('(hidden)');
    expect((await get('/requests/0')).status).toBe(404);
    expect(emulator.control.request(made.id)).toEqual(made);
  });
});
