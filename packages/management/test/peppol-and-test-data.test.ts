import { createKsef } from '@ksef/client';
import { nip } from '@ksef/core';
import type { Emulator } from '@ksef/emulator';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { peppol, permissions, testData } from '../src/index.js';
import { collect, company, office, personClient, pesel, sealClient, startKsef } from './support/company.js';

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startKsef();
});
beforeEach(() => emulator.control.reset());
afterAll(() => emulator.close());

const owner = async () =>
  (await sealClient(emulator, company)).extend(testData, permissions, peppol).inContext(nip(company));

describe('testData', () => {
  it('makes people and companies, once', async () => {
    const ksef = await owner();
    const person = { nip: company, pesel, isBailiff: false, description: 'Sole trader' };
    expect(await ksef.testData.createPerson(person)).toBe(true);
    expect(await ksef.testData.createPerson(person)).toBe(false);
    const anna = (await personClient(emulator)).extend(permissions).inContext(nip(company));
    expect((await anna.permissions.mine()).isOwner).toBe(true);
    await ksef.testData.removePerson(company);
    const group = { subjectNip: office, subjectType: 'VatGroup', description: 'VAT group' };
    expect([await ksef.testData.createSubject(group), await ksef.testData.createSubject(group)]).toEqual([
      true,
      false,
    ]);
    await ksef.testData.removeSubject(office);
  });

  it('grants permissions, consents to attachments and blocks contexts at once', async () => {
    const ksef = await owner();
    const grant = {
      contextIdentifier: { type: 'Nip', value: company },
      authorizedIdentifier: { type: 'Pesel', value: pesel },
    };
    const wanted = [{ permissionType: 'InvoiceRead', description: 'for tests' }];
    await ksef.testData.grantPermissions({ ...grant, permissions: wanted });
    const anna = (await personClient(emulator)).extend(permissions).inContext(nip(company));
    expect((await anna.permissions.mine()).names).toEqual(['InvoiceRead']);
    await ksef.testData.revokePermissions(grant);
    await ksef.testData.allowAttachments(company);
    expect(await ksef.permissions.attachments()).toMatchObject({ isAttachmentAllowed: true });
    await ksef.testData.disallowAttachments(company);
    expect(await ksef.permissions.attachments()).toMatchObject({ isAttachmentAllowed: false });
    await ksef.testData.blockContext({ type: 'Nip', value: company });
    await expect((await owner()).login()).rejects.toMatchObject({
      code: 'LOGIN_FAILED',
      status: { code: 480 },
    });
    await ksef.testData.unblockContext({ type: 'Nip', value: company });
    await (await owner()).login();
  });

  it('sets limits and takes them back', async () => {
    const ksef = await owner();
    const { sessions, requests } = await ksef.limits();
    const collectiveIdentifier = { maxInvoices: 7 };
    await ksef.testData.setContextLimits({ ...sessions, collectiveIdentifier });
    expect((await ksef.limits()).sessions.collectiveIdentifier).toEqual(collectiveIdentifier);
    await ksef.testData.resetContextLimits();
    await ksef.testData.setRateLimits({ ...requests, other: { perSecond: 9, perMinute: 99, perHour: 999 } });
    expect((await ksef.limits()).requests.other).toMatchObject({ perSecond: 9 });
    await ksef.testData.useProductionRateLimits();
    await ksef.testData.resetRateLimits();
    await ksef.testData.setCertificateLimits({ certificate: { maxCertificates: 3 } });
    await ksef.testData.resetCertificateLimits();
    expect((await ksef.limits()).sessions).toEqual(sessions);
  });

  it.each(['demo', 'prd'] as const)('refuses %s before the network', (environment) => {
    const ksef = createKsef({ environment, credentials: { ksefToken: 'x' } });
    expect(() => ksef.extend(testData)).toThrow(
      expect.objectContaining({ code: 'NOT_A_TEST_ENVIRONMENT', input: 'environment' }),
    );
  });
});

describe('peppol', () => {
  it('lists providers, and finds one', async () => {
    const ksef = await owner();
    expect(await collect(ksef.peppol.list())).toEqual([]);
    expect(await ksef.peppol.find('PPL123456')).toBeUndefined();
    // Three pages, with the one that is sought on the last of them.
    for (let index = 0; index < 250; index++)
      emulator.control.registerPeppolProvider({
        id: `PPL${String(index).padStart(6, '0')}`,
        name: `Provider ${index}`,
        dateCreated: new Date(Date.UTC(2026, 0, 1) + index * 60_000).toISOString(),
      });
    const listed = await collect(ksef.peppol.list());
    expect(listed.map(({ id }) => id)).toEqual(
      Array.from({ length: 250 }, (_, index) => `PPL${String(249 - index).padStart(6, '0')}`),
    );
    const pages = emulator.control.events('request').filter(({ path }) => path === '/peppol/query');
    expect(pages).toHaveLength(5);
    expect(await ksef.peppol.find('PPL000000')).toEqual(listed.at(-1));
    expect(await ksef.peppol.find('PPL000249')).toMatchObject({ name: 'Provider 249' });
    expect(await ksef.peppol.find('PPL000250')).toBeUndefined();
    await expect(ksef.peppol.find('P1')).rejects.toMatchObject({ code: 'INVALID_CONTEXT' });
  });
});
