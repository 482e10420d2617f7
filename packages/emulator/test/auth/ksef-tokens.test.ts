import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Emulator, startEmulator } from '../../src/start-emulator.js';
import { accessToken, call, redeem, startLogin, statusOf } from '../support.js';
import { identity, subjects } from './identity.js';
import { refusalOf, startXadesLogin } from './login.js';

const modern = { 'x-error-format': 'problem-details' };
const owner = identity(subjects.seal('VATPL-5265877635'));
const person = identity(subjects.person('PNOPL-88102341294'));

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator({ tokenActivationDelayMs: 60_000 });
});
afterEach(() => emulator.control.reset());
afterAll(() => emulator.close());

async function newToken(bearer: string, description = 'nowy token', permissions = ['InvoiceRead']) {
  const { body } = await call(emulator, 'POST', '/tokens', { bearer, body: { permissions, description } });
  return body as { referenceNumber: string; token: string };
}

async function signIn(signer = owner): Promise<string> {
  return (await redeem(emulator, await startXadesLogin(emulator, signer))).body.accessToken.token;
}

describe('a new KSeF token', () => {
  it('is pending, and refused, until it is active', async () => {
    const bearer = await accessToken(emulator);
    const { referenceNumber, token } = await newToken(bearer);
    const status = async () =>
      (await call(emulator, 'GET', `/tokens/${referenceNumber}`, { bearer })).body.status;
    expect(await status()).toBe('Pending');
    const early = await statusOf(emulator, await startLogin(emulator, { token }));
    expect(early).toMatchObject({ code: 450, details: ['Token nieaktywny.'] });
    emulator.control.advanceClock(60_000);
    expect(await status()).toBe('Active');
    expect((await statusOf(emulator, await startLogin(emulator, { token }))).code).toBe(200);
  });

  it('logs in if it becomes active while the login is in progress', async () => {
    const start = Date.now();
    const still = await startEmulator({ tokenActivationDelayMs: 500, clock: { now: () => start } });
    try {
      const { body } = await call(still, 'POST', '/tokens', {
        bearer: await accessToken(still),
        body: { permissions: ['InvoiceRead'], description: 'nowy token' },
      });
      const login = await startLogin(still, { token: body.token });
      expect((await statusOf(still, login)).code).toBe(100);
      still.control.advanceClock(500);
      expect((await statusOf(still, login)).code).toBe(200);
    } finally {
      await still.close();
    }
  });

  it('names its author', async () => {
    const bearer = await signIn(person);
    const { referenceNumber } = await newToken(bearer);
    const { body } = await call(emulator, 'GET', `/tokens/${referenceNumber}`, { bearer });
    expect(body.authorIdentifier).toEqual({ type: 'Pesel', value: '88102341294' });
  });

  it('is found by status, description and author', async () => {
    const bearer = await signIn();
    await newToken(bearer, 'Magazyn');
    emulator.control.advanceClock(60_000);
    await newToken(await signIn(), 'Sklep');
    const count = async (query: string) =>
      (await call(emulator, 'GET', `/tokens?${query}`, { bearer: await signIn() })).body.tokens.length;
    expect(await count('')).toBe(2);
    expect(await count('status=Pending')).toBe(1);
    expect(await count('status=Pending&status=Active')).toBe(2);
    expect(await count('description=maga')).toBe(1);
    expect(await count('authorIdentifierType=Pesel')).toBe(0);
    const refused = await call(emulator, 'GET', '/tokens?description=ma', {
      bearer: await signIn(),
      headers: modern,
    });
    expect(refusalOf(refused).code).toBe(21405);
  });

  it('without rights over credentials sees and revokes itself only', async () => {
    const bearer = await signIn();
    const mine = await newToken(bearer);
    const other = await newToken(bearer, 'Inny token');
    emulator.control.advanceClock(60_000);
    const login = await redeem(emulator, await startLogin(emulator, { token: mine.token }));
    const own = login.body.accessToken.token;
    const listed = (await call(emulator, 'GET', '/tokens', { bearer: own })).body.tokens;
    expect(listed.map((one: { referenceNumber: string }) => one.referenceNumber)).toEqual([
      mine.referenceNumber,
    ]);
    const revoke = async ({ referenceNumber }: { referenceNumber: string }) =>
      (await call(emulator, 'DELETE', `/tokens/${referenceNumber}`, { bearer: own })).status;
    expect(await revoke(other)).toBe(403);
    expect(await revoke(mine)).toBe(204);
    expect((await statusOf(emulator, await startLogin(emulator, { token: mine.token }))).code).toBe(450);
  });
});
