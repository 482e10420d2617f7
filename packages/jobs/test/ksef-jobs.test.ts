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
import { memoryJournal } from '@ksef/sessions';
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
    ...more,
  };
  return { jobs: ksefJobs(options), results, received, options };
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
