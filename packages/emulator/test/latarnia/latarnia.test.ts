import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Emulator, startEmulator } from '../../src/start-emulator.js';
import { clockFrom } from '../support.js';

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator({ clock: clockFrom('2026-11-24T10:00:00Z') });
});
beforeEach(() => {
  emulator.control.reset();
  emulator.control.setClock('2026-11-24T10:00:00Z');
});
afterAll(() => emulator.close());

const get = async (path: string) => {
  const response = await fetch(`${emulator.latarniaUrl}${path}`, { signal: AbortSignal.timeout(10_000) });
  return { status: response.status, body: JSON.parse(await response.text()) };
};
const post = async (path: string, body: unknown) => {
  const response = await fetch(`${emulator.controlUrl}/latarnia${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
};

describe('Latarnia', () => {
  it('says AVAILABLE, without messages, when nothing goes on', async () => {
    expect((await get('/status')).body).toEqual({ status: 'AVAILABLE' });
    expect((await get('/messages')).body).toEqual([]);
  });

  it('tells of a maintenance in its time, by its clock', async () => {
    const { eventId } = emulator.control.announceOutage({
      category: 'MAINTENANCE',
      start: '2026-11-24T22:00:00Z',
      end: '2026-11-25T02:00:00+01:00',
    });
    expect(eventId).toBe(1);
    expect((await get('/status')).body).toEqual({ status: 'AVAILABLE' });
    const announced = {
      id: 'K/2026/NDS/01',
      eventId: 1,
      category: 'MAINTENANCE',
      type: 'MAINTENANCE_ANNOUNCEMENT',
      title: 'Planowana niedostępność KSeF',
      text: 'Krajowy System e-Faktur będzie niedostępny.',
      start: '2026-11-24T22:00:00+00:00',
      end: '2026-11-25T01:00:00+00:00',
      version: 1,
      published: '2026-11-24T10:00:00+00:00',
    };
    expect((await get('/messages')).body).toEqual([announced]);
    emulator.control.setClock('2026-11-24T22:30:00Z');
    expect((await get('/status')).body).toEqual({ status: 'MAINTENANCE', messages: [announced] });
    emulator.control.setClock('2026-11-25T01:00:00Z');
    expect((await get('/status')).body).toEqual({ status: 'AVAILABLE' });
  });

  it('tells of a failure until its end is announced, the gravest first', async () => {
    emulator.control.announceOutage({ category: 'FAILURE' });
    emulator.control.announceOutage({ category: 'TOTAL_FAILURE' });
    expect((await get('/status')).body.status).toBe('TOTAL_FAILURE');
    emulator.control.endOutage();
    expect((await get('/status')).body.status).toBe('FAILURE');
    emulator.control.endOutage({ eventId: 1 });
    expect((await get('/status')).body).toEqual({ status: 'AVAILABLE' });
    const messages = (await get('/messages')).body as { type: string; eventId: number; end: string | null }[];
    expect(messages.map(({ type, eventId }) => [type, eventId])).toEqual([
      ['FAILURE_END', 2],
      ['FAILURE_START', 2],
      ['FAILURE_END', 1],
      ['FAILURE_START', 1],
    ]);
  });

  it('lies when it is told to', async () => {
    emulator.control.setLatarnia({ status: 'ON_STRIKE', messages: [{ nobody: 'knows' }] });
    expect((await get('/status')).body).toEqual({ status: 'ON_STRIKE', messages: [{ nobody: 'knows' }] });
    expect((await get('/messages')).body).toEqual([{ nobody: 'knows' }]);
    emulator.control.setLatarnia({ status: null, messages: null });
    expect((await get('/status')).body).toEqual({ status: null, messages: null });
    emulator.control.setLatarnia(undefined);
    expect((await get('/status')).body).toEqual({ status: 'AVAILABLE' });
  });

  it.each(['cut', 'silent', 'garbage', 'endless'] as const)(
    'is no use when its answers are %s',
    async (answers) => {
      emulator.control.setLatarnia({ answers });
      const asking = (async () => {
        const response = await fetch(`${emulator.latarniaUrl}/status`, {
          signal: AbortSignal.timeout(1_000),
        });
        return JSON.parse(await response.text());
      })();
      await expect(asking).rejects.toThrow();
      // KSeF is another service.
      expect((await fetch(`${emulator.baseUrl}/security/public-key-certificates`)).status).toBe(200);
    },
  );

  it("answers a gateway's page for html", async () => {
    emulator.control.setLatarnia({ answers: 'html' });
    const response = await fetch(`${emulator.latarniaUrl}/status`);
    expect(response.status).toBe(502);
    expect(response.headers.get('content-type')).toMatch('text/html');
  });

  it('does not care for faults of KSeF', async () => {
    emulator.control.addFault({ kind: 'cutBefore', times: 10 });
    expect((await get('/status')).status).toBe(200);
  });

  it('forgets all with a reset', async () => {
    emulator.control.announceOutage({ category: 'FAILURE' });
    emulator.control.setLatarnia({ answers: 'html' });
    emulator.control.reset();
    expect((await get('/status')).body).toEqual({ status: 'AVAILABLE' });
  });

  it('is led over HTTP too', async () => {
    expect(await post('/outages', { category: 'FAILURE' })).toEqual({ status: 200, body: { eventId: 1 } });
    expect((await get('/status')).body.status).toBe('FAILURE');
    expect((await post('/outages/end', { eventId: 1 })).status).toBe(200);
    expect((await get('/status')).body.status).toBe('AVAILABLE');
    expect((await post('', { status: 'X' })).status).toBe(200);
    expect((await get('/status')).body.status).toBe('X');
    expect((await post('', {})).status).toBe(200);
    expect((await get('/status')).body.status).toBe('AVAILABLE');
  });

  it.each([
    ['/outages', { category: 'STRIKE' }],
    ['/outages', { category: 'MAINTENANCE' }],
    ['/outages', { category: 'FAILURE', start: 'now' }],
    ['/outages', { category: 'FAILURE', end: '2020-01-01T00:00:00Z' }],
    ['/outages', { category: 'FAILURE', title: 7 }],
    ['/outages', { category: 'FAILURE', since: 'x' }],
    ['/outages/end', {}],
    ['/outages/end', { eventId: 9 }],
    ['', { answers: 'never' }],
    ['', { status: 7 }],
    ['', { messages: 'none' }],
  ])('refuses %s %j by name', async (path, body) => {
    expect((await post(path, body)).status).toBe(400);
  });
});
