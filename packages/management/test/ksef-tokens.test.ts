import { createKsef } from '@ksef/client';
import { nip, runInContext } from '@ksef/core';
import type { Emulator } from '@ksef/emulator';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ksefTokens, type NewKsefToken, permissions } from '../src/index.js';
import {
  collect,
  company,
  hasty,
  office,
  personClient,
  pesel,
  sealClient,
  startKsef,
} from './support/company.js';

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startKsef();
});
beforeEach(() => emulator.control.reset());
afterAll(() => emulator.close());

async function owner() {
  return (await sealClient(emulator, company)).extend(ksefTokens).inContext(nip(company));
}
const request = { permissions: ['InvoiceRead'], description: 'Till number 7' };

describe('ksefTokens', () => {
  it('creates a token that logs in at once, and revokes it', async () => {
    const ksef = await owner();
    const { referenceNumber, token } = await ksef.ksefTokens.create(request);
    const program = createKsef({
      environment: emulator.environment,
      credentials: { ksefToken: token },
      context: nip(company),
      clock: hasty,
    });
    await program.login();
    await ksef.ksefTokens.revoke(referenceNumber);
    expect(await collect(ksef.ksefTokens.list())).toMatchObject([{ referenceNumber, status: 'Revoked' }]);
    await program.logout();
    await expect(program.login()).rejects.toMatchObject({ code: 'LOGIN_FAILED' });
  });

  it('gives the secret away before it waits', async () => {
    const ksef = await owner();
    await ksef.login();
    emulator.control.setTokenActivationDelay(60_000);
    const saved: NewKsefToken[] = [];
    const save = (one: NewKsefToken) => void saved.push(one);
    const late = ksef.ksefTokens.create(request, { save, waitTimeoutMs: 0 });
    await expect(late).rejects.toMatchObject({ code: 'WAIT_TIMEOUT' });
    expect(saved).toHaveLength(1);
    expect(await collect(ksef.ksefTokens.list())).toMatchObject([
      { referenceNumber: saved[0]?.referenceNumber },
    ]);
    const failed = await late.catch(String);
    expect(failed).not.toContain(saved[0]?.token);
    emulator.control.setTokenActivationDelay(50);
  });

  it('lists all pages with their filters, in the context of the call', async () => {
    const ksef = (await sealClient(emulator, company)).extend(ksefTokens);
    await runInContext(nip(company), async () => {
      for (let index = 0; index < 101; index++)
        await ksef.ksefTokens.create({ ...request, description: `Till number ${index}` });
    });
    const all = runInContext(nip(company), () => ksef.ksefTokens.list());
    const found = await runInContext(nip(office), () => collect(all));
    expect(new Set(found.map(({ referenceNumber }) => referenceNumber)).size).toBe(101);
    const filter = { status: ['Active'], description: 'number 42' };
    const own = ksef.inContext(nip(company)).ksefTokens;
    expect(await collect(own.list(filter))).toMatchObject([{ description: 'Till number 42' }]);
  });

  it('names the token whose secret a lost response took along, and creates no second', async () => {
    const ksef = await owner();
    await ksef.login();
    emulator.control.addFault({ path: '/tokens', method: 'POST', kind: 'cutAfter' });
    const error = await ksef.ksefTokens.create(request).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'UNKNOWN_OUTCOME' });
    const [left, ...more] = await collect(ksef.ksefTokens.list());
    expect(more).toEqual([]);
    expect(String(error)).toContain(left?.referenceNumber);
  });

  it('says that you lack a permission', async () => {
    const granter = (await sealClient(emulator, company)).extend(permissions).inContext(nip(company));
    await granter.permissions.grantToPerson({
      subjectIdentifier: { type: 'Pesel', value: pesel },
      permissions: ['InvoiceRead'],
      description: 'Anna, warehouse',
      subjectDetails: {
        subjectDetailsType: 'PersonByIdentifier',
        personById: { firstName: 'Anna', lastName: 'Nowak' },
      },
    });
    const anna = (await personClient(emulator)).extend(ksefTokens).inContext(nip(company));
    const more = { ...request, permissions: ['InvoiceWrite'] };
    await expect(anna.ksefTokens.create(more)).rejects.toMatchObject({ errors: [{ code: 26001 }] });
    await anna.ksefTokens.create(request);
  });

  it.each([
    [{ permissions: ['InvoiceRead'], description: 'Till' }, 'description'],
    [{ permissions: 'InvoiceRead', description: 'Till number 7' }, 'permissions'],
    [{ permission: ['InvoiceRead'], description: 'Till number 7' }, 'permission'],
  ])('refuses %j before the network', async (wrong, input) => {
    const ksef = await owner();
    await expect(ksef.ksefTokens.create(wrong as never)).rejects.toMatchObject({
      code: 'INVALID_OPTION',
      input,
    });
    await expect(ksef.ksefTokens.revoke('x')).rejects.toMatchObject({ code: 'INVALID_REFERENCE_NUMBER' });
    expect(emulator.control.events('redeem')).toEqual([]);
  });
});
