import { KsefStatusError, nip } from '@ksef/core';
import type { Emulator } from '@ksef/emulator';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { permissions } from '../src/index.js';
import { collect, company, office, personClient, pesel, sealClient, startKsef } from './support/company.js';

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startKsef();
});
beforeEach(() => {
  emulator.control.reset();
  emulator.control.setClock(new Date().toISOString());
});
afterAll(() => emulator.close());

const owner = async (of = company) => (await sealClient(emulator, of)).extend(permissions).inContext(nip(of));
const anna = async () => (await personClient(emulator)).extend(permissions).inContext(nip(company));
const subject = { type: 'Pesel', value: pesel };
const subjectDetails = {
  subjectDetailsType: 'PersonByIdentifier',
  personById: { firstName: 'Anna', lastName: 'Nowak' },
};
const toAnna = {
  subjectIdentifier: subject,
  permissions: ['InvoiceRead', 'Introspection'],
  description: 'Anna, warehouse',
  subjectDetails,
};
const toOffice = (canDelegate: boolean) => ({
  subjectIdentifier: { type: 'Nip', value: office },
  permissions: [{ type: 'InvoiceWrite', canDelegate }],
  description: 'Accounting office',
  subjectDetails: { fullName: 'Biuro Rachunkowe Przystań' },
});

describe('grants', () => {
  it('are in force when the call returns, and gone after the revocation', async () => {
    const ksef = await owner();
    emulator.control.setProcessingDelay(100);
    await ksef.permissions.grantToPerson(toAnna);
    expect((await (await anna()).permissions.mine()).names).toEqual(['Introspection', 'InvoiceRead']);
    for await (const { id } of ksef.permissions.list({ authorizedIdentifier: subject }))
      await ksef.permissions.revoke(id);
    expect(await collect(ksef.permissions.list())).toEqual([]);
    await expect((await anna()).login()).rejects.toMatchObject({ code: 'LOGIN_FAILED' });
  });

  it('reach a company, which passes them on to a person', async () => {
    const [client, accountants] = await Promise.all([owner(), owner(office)]);
    await client.permissions.grantToEntity(toOffice(true));
    expect(await collect(accountants.permissions.listReceived())).toMatchObject([
      { contextIdentifier: { value: company }, permissionScope: 'InvoiceWrite', canDelegate: true },
    ]);
    const targetIdentifier = { type: 'Nip', value: company };
    const onward = { ...toAnna, permissions: ['InvoiceWrite'], targetIdentifier };
    await accountants.permissions.grantIndirectly(onward);
    expect((await (await anna()).permissions.mine()).names).toEqual(['InvoiceWrite']);
  });

  it('authorize a company to invoice on behalf of the context', async () => {
    const [ksef, buyer] = await Promise.all([owner(), owner(office)]);
    const { permissions: _, ...grant } = toOffice(false);
    await ksef.permissions.authorize({ ...grant, permission: 'SelfInvoicing' });
    expect(await collect(buyer.permissions.listAuthorizations({ queryType: 'Received' }))).toHaveLength(1);
    for await (const { id } of ksef.permissions.listAuthorizations())
      await ksef.permissions.revokeAuthorization(id);
    expect(await collect(ksef.permissions.listAuthorizations())).toEqual([]);
  });

  it('make administrators of units', async () => {
    const ksef = await owner();
    const { permissions: _, ...grant } = toAnna;
    const contextIdentifier = { type: 'InternalId', value: '5265877635-12346' };
    await ksef.permissions.grantSubunit({ ...grant, contextIdentifier, subunitName: 'Warehouse' });
    expect(await collect(ksef.permissions.listSubunits())).toMatchObject([
      { subunitIdentifier: contextIdentifier, permissionScope: 'CredentialsManage' },
    ]);
  });

  it('make administrators of EU companies', async () => {
    const ksef = await owner();
    await ksef.permissions.grantEuEntityAdministration({
      subjectIdentifier: { type: 'Fingerprint', value: 'A'.repeat(64) },
      contextIdentifier: { type: 'NipVatUe', value: `${company}-DE123456789` },
      description: 'German branch',
      euEntityName: 'Muster GmbH, Berlin',
      euEntityDetails: { fullName: 'Muster GmbH', address: 'Berlin' },
      subjectDetails: {
        subjectDetailsType: 'EntityByFingerprint',
        entityByFp: { fullName: 'Muster GmbH', address: 'Berlin' },
      },
    });
    const found = await collect(ksef.permissions.listEuEntities());
    expect(found.map(({ permissionScope }) => permissionScope)).toContain('VatUeManage');
  });

  it('name the reason when KSeF carries out nothing', async () => {
    const ksef = await owner();
    const targetIdentifier = { type: 'Nip', value: office };
    const onward = { ...toAnna, permissions: ['InvoiceRead'], targetIdentifier };
    const error = await ksef.permissions.grantIndirectly(onward).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'PERMISSION_OPERATION_FAILED', referenceNumber: expect.any(String) });
    expect(String(error)).toMatch(/Permissions stay as they were \(4\d\d\): \w/);
  });

  it('can be waited for again', async () => {
    const ksef = await owner();
    await ksef.login();
    emulator.control.setProcessingDelay(60_000);
    const late = await ksef.permissions
      .grantToPerson(toAnna, { waitTimeoutMs: 0 })
      .catch((thrown: unknown) => thrown);
    if (!(late instanceof KsefStatusError)) throw late;
    expect(late.code).toBe('WAIT_TIMEOUT');
    emulator.control.advanceClock(60_000);
    await ksef.permissions.waitFor(late.referenceNumber ?? '');
    expect(await collect(ksef.permissions.list())).toHaveLength(2);
  });

  it('end with their signal', async () => {
    const ksef = await owner();
    await ksef.login();
    emulator.control.setProcessingDelay(60_000);
    const controller = new AbortController();
    const granting = ksef.permissions.grantToPerson(toAnna, { signal: controller.signal });
    setTimeout(() => controller.abort(), 50);
    await expect(granting).rejects.toMatchObject({ name: 'AbortError' });
  });

  it.each([
    [{ ...toAnna, description: 'Anna' }, 'INVALID_OPTION'],
    [{ ...toAnna, permissions: [] }, 'INVALID_OPTION'],
    [{ ...toAnna, permision: 'InvoiceRead' }, 'INVALID_OPTION'],
    [{ ...toAnna, subjectIdentifier: pesel }, 'INVALID_OPTION'],
    [{ ...toAnna, subjectIdentifier: { type: 'Nip', value: '12' } }, 'INVALID_NIP'],
    [{ ...toAnna, subjectIdentifier: { type: 'Fingerprint', value: 'ab' } }, 'INVALID_FINGERPRINT'],
    [undefined, 'INVALID_OPTION'],
  ])('refuse %j before the network', async (wrong, code) => {
    const ksef = await owner();
    await expect(ksef.permissions.grantToPerson(wrong as never)).rejects.toMatchObject({ code });
    await expect(ksef.permissions.revoke('x')).rejects.toMatchObject({ code: 'INVALID_PERMISSION_ID' });
    expect(emulator.control.events('redeem')).toEqual([]);
  });
});

describe('what I may do here', () => {
  it('is everything for the owner, and does not count what clients granted for their own contexts', async () => {
    const [client, accountants] = await Promise.all([owner(), owner(office)]);
    await client.permissions.grantToEntity(toOffice(false));
    const mine = await accountants.permissions.mine();
    expect(mine).toMatchObject({ isOwner: true, grants: [] });
    expect(mine.names).toContain('CredentialsManage');
    const there = await accountants.permissions.mine({ context: nip(company) });
    expect(there).toMatchObject({ isOwner: false, names: ['InvoiceWrite'] });
  });

  it('wants a context', async () => {
    const ksef = (await sealClient(emulator, company)).extend(permissions);
    await expect(ksef.permissions.mine()).rejects.toMatchObject({ code: 'MISSING_CONTEXT' });
  });
});

describe('lists', () => {
  it('give everything of several pages, also while it is revoked', async () => {
    const ksef = await owner();
    const names = ['InvoiceRead', 'InvoiceWrite', 'Introspection'];
    for (let number = 0; number < 40; number++) {
      const value = number.toString(16).toUpperCase().padStart(64, '0');
      await ksef.permissions.grantToPerson({
        ...toAnna,
        permissions: names,
        subjectIdentifier: { type: 'Fingerprint', value },
        subjectDetails: {
          subjectDetailsType: 'PersonByFingerprintWithIdentifier',
          personByFpWithId: { firstName: 'Anna', lastName: 'Nowak', identifier: subject },
        },
      });
    }
    let count = 0;
    for await (const { id } of ksef.permissions.list()) {
      await ksef.permissions.revoke(id);
      count++;
    }
    expect(count).toBe(120);
    expect(await collect(ksef.permissions.list())).toEqual([]);
  }, 60_000);

  it('tell roles and attachments', async () => {
    const ksef = await owner();
    expect(await collect(ksef.permissions.roles())).toEqual([]);
    expect(await collect(ksef.permissions.subordinateRoles())).toEqual([]);
    expect(await collect(ksef.permissions.listPersonal())).toEqual([]);
    expect(await ksef.permissions.attachments()).toMatchObject({ isAttachmentAllowed: expect.any(Boolean) });
  });
});
