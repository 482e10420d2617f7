import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type Emulator, startEmulator } from '../../src/start-emulator.js';
import { identity, subjects } from '../auth/identity.js';
import { startXadesLogin } from '../auth/login.js';
import { call, statusOf } from '../support.js';

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator({ permissions: 'checked' });
});
afterAll(() => emulator.close());

beforeEach(() => emulator.control.reset());

it('a provider of Peppol services is registered by its first login, and listed for everyone', async () => {
  const list = async () => (await call(emulator, 'GET', '/peppol/query')).body;
  expect(await list()).toEqual({ peppolProviders: [], hasMore: false });
  for (const id of ['PPL123456', 'PPL123456', 'PPL000001']) {
    const login = await startXadesLogin(emulator, identity(subjects.seal(id)), {
      request: { context: `<PeppolId>${id}</PeppolId>` },
    });
    expect((await statusOf(emulator, login)).code).toBe(200);
    emulator.control.advanceClock(1000);
  }
  const provider = (id: string) => ({ id, name: 'Firma Żółw sp. z o.o.', dateCreated: expect.any(String) });
  expect(await list()).toEqual({
    peppolProviders: [provider('PPL000001'), provider('PPL123456')],
    hasMore: false,
  });
});

it('a test registers providers, which are listed in pages, the latest first', async () => {
  const { control } = emulator;
  for (let index = 0; index < 25; index++)
    control.registerPeppolProvider({
      id: `PPL0000${String(index).padStart(2, '0')}`,
      name: `Provider ${index}`,
      // Two of each day: these are in order of their ids.
      dateCreated: `2026-11-${String(1 + Math.floor(index / 2)).padStart(2, '0')}T08:00:00Z`,
    });
  const pages = await Promise.all(
    [0, 1, 2, 3].map((page) => call(emulator, 'GET', `/peppol/query?pageOffset=${page}`)),
  );
  expect(pages.map(({ body }) => [body.peppolProviders.length, body.hasMore])).toEqual([
    [10, true],
    [10, true],
    [5, false],
    [0, false],
  ]);
  const ids = pages.flatMap(({ body }) => body.peppolProviders.map(({ id }: { id: string }) => id));
  expect(ids.slice(0, 5)).toEqual(['PPL000024', 'PPL000022', 'PPL000023', 'PPL000020', 'PPL000021']);
  expect(new Set(ids).size).toBe(25);
  expect(pages[2]?.body.peppolProviders.at(-1)).toEqual({
    id: 'PPL000001',
    name: 'Provider 1',
    dateCreated: expect.stringMatching(/^2026-11-01T08:00:00/),
  });
  for (const wrong of ['pageSize=9', 'pageSize=101', 'pageOffset=-1'])
    expect((await call(emulator, 'GET', `/peppol/query?${wrong}`)).status, wrong).toBe(400);
});

it('registers over HTTP too, and refuses what is no provider', async () => {
  const post = (body: object) =>
    fetch(new URL('/_emulator/peppol-providers', emulator.baseUrl), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  expect((await post({ id: 'PPL123456' })).status).toBe(200);
  for (const wrong of [
    {},
    { id: '5265877635' },
    { id: 'PPL123457', name: '' },
    { id: 'PPL123457', nip: 'x' },
  ])
    expect((await post(wrong)).status, JSON.stringify(wrong)).toBe(400);
  const { body } = await call(emulator, 'GET', '/peppol/query');
  expect(body.peppolProviders).toEqual([
    { id: 'PPL123456', name: 'PPL123456', dateCreated: expect.any(String) },
  ]);
});
