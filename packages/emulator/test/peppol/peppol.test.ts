import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Emulator, startEmulator } from '../../src/start-emulator.js';
import { identity, subjects } from '../auth/identity.js';
import { startXadesLogin } from '../auth/login.js';
import { call, statusOf } from '../support.js';

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator({ permissions: 'checked' });
});
afterAll(() => emulator.close());

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
