import { createKsef } from '@ksef/client';
import { nip } from '@ksef/core';
import { type Emulator, makeTestToken, startEmulator } from '@ksef/emulator';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createLatarnia, ksefProbe, ksefState, watchAnswers } from '../../src/index.js';

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator();
});
beforeEach(() => emulator.control.reset());
afterAll(() => emulator.close());

const ksefFails = () => emulator.control.addFault({ kind: 'html', status: 503, times: 1_000 });
const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
const ask = (options = {}) =>
  ksefState({
    latarnia: createLatarnia({ url: emulator.latarniaUrl }),
    probe: ksefProbe({ environment: emulator.environment }),
    ...options,
  });

describe('ksefState, while KSeF answers', () => {
  it.each(['FAILURE', 'TOTAL_FAILURE', 'MAINTENANCE'] as const)(
    'is up, though Latarnia says %s',
    async (category) => {
      emulator.control.announceOutage({ category, start: inMinutes(-1), end: inMinutes(9) });
      const { state, reasons, latarnia } = await ask();
      expect(state).toBe('up');
      expect(latarnia).toBe(category);
      expect(reasons).toEqual(['KSeF answers.', `Latarnia says ${category}.`]);
    },
  );

  it('is up, though Latarnia is silent', async () => {
    emulator.control.setLatarnia({ answers: 'html' });
    expect(await ask()).toMatchObject({ state: 'up', latarnia: 'unknown' });
  });
});

describe('ksefState, while KSeF does not answer', () => {
  beforeEach(ksefFails);

  it.each([
    ['FAILURE', 'failure'],
    ['TOTAL_FAILURE', 'totalFailure'],
    ['MAINTENANCE', 'maintenance'],
  ] as const)('is by Latarnia: %s is %s', async (category, state) => {
    emulator.control.announceOutage({ category, start: inMinutes(-1), end: inMinutes(9) });
    const verdict = await ask();
    expect(verdict.state).toBe(state);
    expect(verdict.outages).toEqual([expect.objectContaining({ category })]);
    expect(verdict.reasons[0]).toBe('KSeF does not answer: KSeF answered 503.');
  });

  it.each([
    ['says AVAILABLE', undefined],
    ['is silent', { answers: 'cut' }],
    ['says something that nobody knows', { status: 'ON_STRIKE' }],
    ['says TOTAL_FAILURE without a message', { status: 'TOTAL_FAILURE' }],
  ] as const)('is down when Latarnia %s', async (_, behaviour) => {
    emulator.control.setLatarnia(behaviour);
    expect((await ask()).state).toBe('down');
  });

  // As TEST's Latarnia did in January 2026.
  it('does not believe a status whose message begins later', async () => {
    const messages = [{ id: 'K/1', category: 'TOTAL_FAILURE', type: 'FAILURE_START', start: inMinutes(60) }];
    emulator.control.setLatarnia({ status: 'TOTAL_FAILURE', messages });
    const { state, reasons } = await ask();
    expect(state).toBe('down');
    expect(reasons[1]).toBe('Latarnia says TOTAL_FAILURE, but lists no such outage that is ongoing.');
  });
});

describe('ksefState, without a word from KSeF', () => {
  it.each([
    ['AVAILABLE', 'up'],
    ['FAILURE', 'failure'],
    ['MAINTENANCE', 'maintenance'],
    ['TOTAL_FAILURE', 'unknown'],
    ['ON_STRIKE', 'unknown'],
  ] as const)('is by Latarnia: %s is %s', async (status, state) => {
    const messages = [{ id: 'K/1', category: status, type: 'FAILURE_START', start: inMinutes(-1) }];
    emulator.control.setLatarnia({ status, messages });
    expect((await ask({ probe: undefined })).state).toBe(state);
  });

  it('is unknown when Latarnia is silent, or nobody is asked', async () => {
    emulator.control.setLatarnia({ answers: 'cut' });
    expect((await ask({ probe: undefined })).state).toBe('unknown');
    expect((await ksefState()).state).toBe('unknown');
  });
});

describe('watchAnswers', () => {
  const environmentOf = () => emulator.environment;
  const clientWith = (answers: ReturnType<typeof watchAnswers>) =>
    createKsef({
      environment: environmentOf(),
      credentials: { ksefToken: makeTestToken },
      context: nip('5265877635'),
      onEvent: answers.observe,
      timeoutMs: 5_000,
    });

  it('knows from a client that KSeF answers, and that it does not', async () => {
    const answers = watchAnswers();
    const ksef = clientWith(answers);
    await ksef.login();
    expect(answers.failures).toBeUndefined();
    expect((await ksefState({ answers })).state).toBe('up');
    ksefFails();
    await ksef
      .authSessions()
      .next()
      .catch(() => {});
    expect(answers.failures?.count).toBeGreaterThan(1);
    const { state, reasons } = await ksefState({ answers });
    expect(state).toBe('down');
    expect(reasons).toEqual([`KSeF did not answer the last ${answers.failures?.count} requests (HTTP 503).`]);
    emulator.control.clearFaults();
    await ksef.authSessions().next();
    expect((await ksefState({ answers })).state).toBe('up');
  });

  it('counts a refusal as an answer, and a broken connection as none', () => {
    const answers = watchAnswers();
    answers.observe({ type: 'failure', operation: 'openOnlineSession', reason: 'lost' });
    answers.observe({ type: 'failure', operation: 'openOnlineSession', reason: 'lost' });
    expect(answers.failures).toMatchObject({ count: 2, reason: 'lost' });
    answers.observe({ type: 'response', operation: 'openOnlineSession', status: 403 });
    expect(answers.failures).toBeUndefined();
    answers.observe({ type: 'wait', operation: 'openOnlineSession' });
    answers.observe({ type: 'session-opened' });
    expect(answers.answeredAt).toBeDefined();
  });

  it('forgets what is not recent, and asks then', async () => {
    let now = Date.now();
    const clock = { now: () => now };
    const answers = watchAnswers({ clock });
    answers.observe({ type: 'failure', operation: 'x', reason: 'lost' });
    expect((await ksefState({ answers, clock })).state).toBe('down');
    now += 120_001;
    expect((await ksefState({ answers, clock })).state).toBe('unknown');
    expect((await ask({ answers, clock })).state).toBe('up');
    // The clock is set back by an hour: what is in its future is not recent.
    answers.observe({ type: 'failure', operation: 'x', reason: 'lost' });
    now -= 3_600_000;
    expect((await ksefState({ answers, clock })).state).toBe('unknown');
  });

  it('gives the abort on', async () => {
    emulator.control.setLatarnia({ answers: 'silent' });
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(ask({ signal })).rejects.toThrow('enough');
  });
});
