import { createKsef, memoryCheckpoints } from '@ksef/client';
import {
  ForbiddenError,
  InvalidInputError,
  KsefApiError,
  KsefError,
  nip,
  RateLimitError,
  TransportError,
} from '@ksef/core';
import { type Emulator, makeTestToken, sampleInvoice, startEmulator } from '@ksef/emulator';
import { openOutbox } from '@ksef/offline';
import { offlineLinksOf } from '@ksef/qr/invoice';
import { memoryJournal } from '@ksef/sessions';
import { signerFromPem } from '@ksef/signing';
import { testSealCertificate } from '@ksef/signing/testing';
import { inProcessLock } from '@ksef/token-provider';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { failureOf, type KsefJobsOptions, ksefJobs } from '../src/index.js';

const company = nip('5265877635');
let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator();
});
beforeEach(() => emulator.control.reset());
afterAll(() => emulator.close());

/** The jobs of a company that has these invoices, and what was saved. */
function world(more: Partial<KsefJobsOptions> = {}) {
  const results = new Map<string, string>();
  const received: string[] = [];
  const ksef = createKsef({
    environment: emulator.environment,
    credentials: { ksefToken: makeTestToken },
    rateLimiter: false,
  });
  const options: KsefJobsOptions = {
    ksef,
    journal: memoryJournal(),
    checkpointStore: memoryCheckpoints(),
    lock: inProcessLock(),
    loadInvoice: async (id) =>
      id === 'broken' ? '<no invoice' : sampleInvoice({ sellerNip: company, invoiceNumber: id }),
    saveResult: async (id, { status }) => void results.set(id, status),
    saveInvoice: async ({ ksefNumber }) => void received.push(ksefNumber),
    openOutbox,
    saveDelivery: async ({ name = '', delivery }) => void results.set(name, delivery),
    ...more,
  };
  return { jobs: ksefJobs(options), results, received, options };
}

/** Issues invoices offline, as a till does. */
async function openTill({ journal }: KsefJobsOptions, ids: readonly string[]) {
  const { environment } = emulator;
  const { certificatePem, privateKeyPem } = await testSealCertificate({ nip: company });
  const signer = await signerFromPem({ certificate: certificatePem, key: privateKeyPem });
  const till = await openOutbox({
    journal,
    runId: 'till',
    codes: (file) => offlineLinksOf(file, { environment, signer }),
    certificate: { serialNumber: '0123456789ABCDEF', validTo: '2099-12-31T23:00:00Z' },
  });
  for (const name of ids)
    await till.issue({ name, content: sampleInvoice({ sellerNip: company, invoiceNumber: name }) });
  return till;
}

const sends = () => emulator.control.events('invoice-accepted').length;
const job = { context: company, runId: 'run-1', invoiceIds: ['FV/1', 'FV/2', 'broken'] };

describe('ksefJobs', () => {
  it('sends the invoices of a job once, however often it runs, and saves every result', async () => {
    const { jobs, results } = world();
    const { counts } = await jobs.send(job);
    expect(counts).toEqual({ accepted: 2, duplicate: 0, rejected: 0, failed: 1 });
    results.clear();
    expect((await jobs.send(job)).counts).toEqual(counts);
    expect(Object.fromEntries(results)).toEqual({ 'FV/1': 'accepted', 'FV/2': 'accepted', broken: 'failed' });
    expect(sends()).toBe(2);
  });

  it('goes on where a result could not be saved', async () => {
    let isFull = true;
    const { jobs, results, options } = world();
    const failing = ksefJobs({
      ...options,
      async saveResult(id, result, of) {
        if (isFull && id === 'FV/2') throw new Error('disk full');
        await options.saveResult(id, result, of);
      },
    });
    await expect(failing.send(job)).rejects.toThrow('disk full');
    isFull = false;
    await failing.send(job);
    expect([...results.keys()].sort()).toEqual(['FV/1', 'FV/2', 'broken']);
    expect(sends()).toBe(2);
    expect(jobs).toBeDefined();
  });

  it('asks for another attempt while the fate of an invoice is open, and looks it up then', async () => {
    const { jobs, results } = world();
    emulator.control.addFault({
      kind: 'error',
      status: 503,
      path: '/sessions/online/{referenceNumber}/invoices',
      times: 1_000,
    });
    const failed = await jobs.send({ ...job, invoiceIds: ['FV/1'] }).catch((error: unknown) => error);
    expect(failureOf(failed)).toMatchObject({ isFinal: false });
    expect(results.size).toBe(0);
    emulator.control.clearFaults();
    await jobs.send({ ...job, invoiceIds: ['FV/1'] });
    expect(results.get('FV/1')).toBe('accepted');
    expect(sends()).toBe(1);
  }, 120_000);

  it('lets one of two processes work on a job', async () => {
    const { jobs } = world();
    const both = await Promise.allSettled([jobs.send(job), jobs.send(job)]);
    const [refused] = both.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
    expect(refused).toMatchObject({ code: 'JOURNAL_IN_USE' });
    expect(failureOf(refused)).toEqual({ isFinal: false, code: 'JOURNAL_IN_USE', waitMs: 5_000 });
    expect(sends()).toBe(2);
  });

  it('delivers what was issued offline when KSeF answers again, once, however often it runs', async () => {
    const { jobs, results, options } = world();
    const till = await openTill(options, ['FV/1', 'FV/2']);
    const delivery = { context: company, runId: 'till' };
    const busy = await jobs.deliver(delivery).catch((error: unknown) => error);
    expect(failureOf(busy)).toMatchObject({ isFinal: false, code: 'JOURNAL_IN_USE' });
    await till.close();
    emulator.control.addFault({ kind: 'html', status: 503, times: 1_000_000 });
    const waits = await jobs.deliver(delivery).catch((error: unknown) => error);
    expect(failureOf(waits)).toEqual({ isFinal: false, code: 'INVOICES_WAIT' });
    expect(String(waits)).toMatch(/^KsefError: 2 invoices of the outbox till .*503/);
    emulator.control.clearFaults();
    const outcome = { counts: { waiting: 0, accepted: 2, refused: 0, notRequired: 0 } };
    expect(await jobs.deliver(delivery)).toEqual(outcome);
    expect(Object.fromEntries(results)).toEqual({ 'FV/1': 'accepted', 'FV/2': 'accepted' });
    results.clear();
    expect(await jobs.deliver(delivery)).toEqual(outcome);
    expect(results.size).toBe(2);
    expect(sends()).toBe(2);
  }, 120_000);

  it('delivers only with an outbox, and a place for what became of the invoices', async () => {
    for (const missing of ['openOutbox', 'saveDelivery']) {
      const { jobs } = world({ [missing]: undefined });
      await expect(jobs.deliver({ context: company, runId: 'till' })).rejects.toMatchObject({
        code: 'INVALID_JOB',
        input: missing,
      });
    }
  });

  it('receives each invoice once, also when two run at one time', async () => {
    const { jobs, received } = world();
    await jobs.send(job);
    const from = new Date(Date.now() - 86_400_000).toISOString();
    const sync = { context: company, subjectTypes: ['Subject1'] as const, from };
    const outcomes = await Promise.all([jobs.sync(sync), jobs.sync(sync)]);
    expect(outcomes.map(({ invoiceCount }) => invoiceCount).sort()).toEqual([0, 2]);
    expect(new Set(received).size).toBe(2);
  });

  it('renews for one at a time, and ends with its signal', async () => {
    let running = 0;
    const { jobs } = world({
      async renewCertificate(context, { signal }) {
        expect(context).toEqual({ type: 'Nip', value: company });
        expect(++running).toBe(1);
        await new Promise((resolve) => setTimeout(resolve, 20));
        signal.throwIfAborted();
        running--;
      },
    });
    await Promise.all([jobs.renew({ context: company }), jobs.renew({ context: company })]);
    const signal = AbortSignal.abort();
    await expect(jobs.renew({ context: company }, { signal })).rejects.toMatchObject({ name: 'AbortError' });
    await expect(world().jobs.renew({ context: company })).rejects.toMatchObject({ code: 'INVALID_JOB' });
  });

  it('refuses data that are no job, for good', async () => {
    const { jobs } = world();
    const wrong = [
      { ...job, runId: '' },
      { ...job, invoiceIds: 'FV/1' },
      { ...job, context: '123' },
      undefined,
    ];
    for (const data of wrong) {
      const error = await jobs.send(data as never).catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(InvalidInputError);
      expect(failureOf(error).isFinal).toBe(true);
    }
    expect(() => ksefJobs({} as never)).toThrow(/ksef must be/);
  });
});

describe('failureOf', () => {
  const api = (status: number, more = {}) => ({ status, ...more });
  it.each([
    [new TransportError('cut', { code: 'NETWORK' }), { isFinal: false, code: 'NETWORK' }],
    [new KsefApiError('busy', api(503)), { isFinal: false, code: 'API_ERROR' }],
    [new KsefApiError('no', api(400)), { isFinal: true, code: 'API_ERROR' }],
    [new ForbiddenError('no', api(403)), { isFinal: true, code: 'FORBIDDEN' }],
    [
      new RateLimitError('slow', api(429, { retryAfterMs: 7_000 })),
      { isFinal: false, code: 'RATE_LIMITED', waitMs: 7_000 },
    ],
    [new KsefError('no', { code: 'LOGIN_FAILED' }), { isFinal: true, code: 'LOGIN_FAILED' }],
    [new TypeError('bug'), { isFinal: false, code: 'TypeError' }],
    ['text', { isFinal: false, code: 'UNKNOWN' }],
  ])('%s', (error, expected) => {
    expect(failureOf(error)).toEqual(expected);
  });
});
