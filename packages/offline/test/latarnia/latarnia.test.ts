import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Emulator, startEmulator } from '@ksef/emulator';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createLatarnia, latarniaUrls } from '../../src/index.js';

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator();
});
beforeEach(() => emulator.control.reset());
afterAll(() => emulator.close());

const latarnia = (options = {}) => createLatarnia({ url: emulator.latarniaUrl, ...options });
const hour = 3_600_000;
const inHours = (hours: number) => new Date(Date.now() + hours * hour).toISOString();

describe('status', () => {
  it('is AVAILABLE when nothing is announced', async () => {
    expect(await latarnia().status()).toEqual({ status: 'AVAILABLE', messages: [] });
  });

  it.each(['FAILURE', 'TOTAL_FAILURE', 'MAINTENANCE'] as const)(
    'is %s with its message',
    async (category) => {
      emulator.control.announceOutage({
        category,
        start: inHours(-1),
        end: inHours(1),
        title: 'A',
        text: 'B',
      });
      const { status, messages } = await latarnia().status();
      expect(status).toBe(category);
      expect(messages).toEqual([
        expect.objectContaining({ category, title: 'A', text: 'B', eventId: 1, version: 1 }),
      ]);
      expect(Date.parse(messages[0]?.end ?? '')).toBeGreaterThan(Date.now());
    },
  );

  it.each([
    ['a status that nobody knows', { status: 'KAPUT' }],
    ['no status', { status: null }],
    ['a broken connection', { answers: 'cut' }],
    ["a gateway's page", { answers: 'html' }],
    ['what is no JSON', { answers: 'garbage' }],
    ['an answer without an end', { answers: 'endless' }],
  ] as const)('is unknown, with a reason, for %s', async (_, behaviour) => {
    emulator.control.setLatarnia(behaviour);
    const { status, reason } = await latarnia().status();
    expect(status).toBe('unknown');
    expect(reason).toMatch(/^Latarnia .{10,}/);
  });

  it('is unknown when no answer comes in time', async () => {
    emulator.control.setLatarnia({ answers: 'silent' });
    expect(await latarnia({ timeoutMs: 50 }).status()).toMatchObject({
      status: 'unknown',
      reason: 'Latarnia /status did not answer within 50 ms.',
    });
  });

  it('is unknown when nobody listens', async () => {
    const gone = await startEmulator();
    await gone.close();
    expect((await latarnia({ url: gone.latarniaUrl }).status()).status).toBe('unknown');
  });

  it('follows no redirect', async () => {
    let asked = 0;
    const server = createServer((_, response) => {
      asked++;
      response.writeHead(302, { location: `${emulator.latarniaUrl}/status` }).end();
    }).listen(0, '127.0.0.1');
    await new Promise((listening) => server.once('listening', listening));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    expect((await latarnia({ url }).status()).status).toBe('unknown');
    expect(asked).toBe(1);
    server.close();
  });

  it('ends with the signal', async () => {
    emulator.control.setLatarnia({ answers: 'silent' });
    const stop = new AbortController();
    const asking = latarnia().status({ signal: stop.signal });
    stop.abort(new Error('enough'));
    await expect(asking).rejects.toThrow('enough');
    await expect(latarnia().status({ signal: stop.signal })).rejects.toThrow('enough');
  });
});

describe('messages', () => {
  it('are all that was announced, the latest first', async () => {
    emulator.control.announceOutage({ category: 'MAINTENANCE', start: inHours(24), end: inHours(30) });
    const { eventId } = emulator.control.announceOutage({ category: 'FAILURE' });
    emulator.control.endOutage({ eventId });
    const messages = await latarnia().messages();
    expect(messages.map(({ type, eventId: id }) => [type, id])).toEqual([
      ['FAILURE_END', 2],
      ['FAILURE_START', 2],
      ['MAINTENANCE_ANNOUNCEMENT', 1],
    ]);
    expect((await latarnia().status()).status).toBe('AVAILABLE');
  });

  it('keep what is known of odd ones', async () => {
    const odd = {
      id: 7,
      category: 'STRIKE',
      type: 'X',
      start: 'soon',
      eventId: 'one',
      text: 'x'.repeat(50_000),
    };
    emulator.control.setLatarnia({
      messages: [odd, null, 'text', { id: 'K/1', start: '2026-01-31T11:27:00+00:00' }],
    });
    const messages = await latarnia().messages();
    expect(messages).toHaveLength(2);
    expect(messages[0]).toMatchObject({ id: '', category: 'unknown', type: 'unknown', start: undefined });
    expect(messages[0]?.text).toHaveLength(10_000);
    expect(messages[1]).toMatchObject({ id: 'K/1', start: '2026-01-31T11:27:00+00:00' });
  });

  it.each([
    [{ answers: 'cut' }, 'NETWORK'],
    [{ answers: 'html' }, 'INVALID_RESPONSE'],
    [{ answers: 'endless' }, 'INVALID_RESPONSE'],
    [{ messages: null }, 'INVALID_RESPONSE'],
  ] as const)('fail for %j: an empty list would be a lie', async (behaviour, code) => {
    emulator.control.setLatarnia(behaviour);
    await expect(latarnia().messages()).rejects.toMatchObject({ name: 'TransportError', code });
  });

  it('fail when they do not come in time', async () => {
    emulator.control.setLatarnia({ answers: 'silent' });
    await expect(latarnia({ timeoutMs: 50 }).messages()).rejects.toMatchObject({ code: 'TIMEOUT' });
  });
});

describe('createLatarnia', () => {
  it.each([
    [{ url: 'http://api-latarnia.ksef.mf.gov.pl' }],
    [{ url: 'https://user:pass@example.com' }],
    [{ url: 'https://example.com?token=1' }],
    [{ url: 'file:///etc/passwd' }],
    [{ url: 7 }],
    [{}],
    [{ url: latarniaUrls.prd, timeoutMs: 0 }],
    [{ url: latarniaUrls.prd, retries: 1 }],
  ])('refuses %j', (options) => {
    expect(() => createLatarnia(options as never)).toThrow(
      expect.objectContaining({ code: 'INVALID_OPTION' }),
    );
  });
});
