import {
  type Api,
  grantEuEntityAdministration,
  grantEuEntityPermissions,
  queryEuEntityPermissions,
  queryPersonalPermissions,
  revokePermission,
  type Schemas,
} from '@ksef/api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CheckedKsef, codeOf, foreigner, refusal } from './support.js';

const own = { type: 'Nip', value: '5265877635' } as const;
const entity = { type: 'NipVatUe', value: '5265877635-DE123456789' } as const;
const administrator = foreigner();
const representative = foreigner();

type Body = Schemas['EuEntityAdministrationPermissionsGrantRequest'];

let ksef: CheckedKsef;
let asOwner: Api;
beforeEach(async () => {
  ksef = await CheckedKsef.start();
  asOwner = await ksef.owner(own.value);
});
afterEach(() => ksef.emulator.close());

const administrate = (more: Partial<Body> = {}) =>
  grantEuEntityAdministration(asOwner, {
    body: {
      subjectIdentifier: { type: 'Fingerprint', value: administrator.fingerprint },
      contextIdentifier: entity,
      description: 'German buyer',
      euEntityName: 'Käufer GmbH, Berlin',
      subjectDetails: {
        subjectDetailsType: 'EntityByFingerprint',
        entityByFp: { fullName: 'Käufer GmbH', address: 'Berlin' },
      },
      euEntityDetails: { fullName: 'Käufer GmbH', address: 'Hauptstraße 1, Berlin' },
      ...more,
    },
  });
const represent = (api: Api, permissions: Schemas['EuEntityPermissionType'][] = ['InvoiceRead']) =>
  grantEuEntityPermissions(api, {
    body: {
      subjectIdentifier: { type: 'Fingerprint', value: representative.fingerprint },
      permissions,
      description: 'Clerk of the buyer',
      subjectDetails: {
        subjectDetailsType: 'PersonByFingerprintWithIdentifier',
        personByFpWithId: {
          firstName: 'Erika',
          lastName: 'Mustermann',
          identifier: { type: 'Pesel', value: '44051401359' },
        },
      },
    },
  });
const list = async (api: Api, more: object = {}) =>
  (await queryEuEntityPermissions(api, { body: more })).permissions;

describe('the administrator of an EU entity', () => {
  it('works in the context of both companies, with four rights given at once', async () => {
    expect(await ksef.loginCode(administrator, entity)).toBe(415);
    expect(await codeOf(asOwner, administrate())).toBe(200);
    expect(await ksef.loginCode(administrator, entity)).toBe(200);
    expect(await ksef.loginCode(administrator, own)).toBe(415);

    const given = await list(asOwner);
    expect(given.map(({ permissionScope }) => permissionScope).sort()).toEqual([
      'Introspection',
      'InvoiceRead',
      'InvoiceWrite',
      'VatUeManage',
    ]);
    expect(given[0]).toMatchObject({
      authorIdentifier: own,
      vatUeIdentifier: 'DE123456789',
      euEntityName: 'Käufer GmbH, Berlin',
      authorizedFingerprintIdentifier: administrator.fingerprint,
      description: 'German buyer',
      subjectEntityDetails: {
        subjectDetailsType: 'EntityByFingerprint',
        fullName: 'Käufer GmbH',
        address: 'Berlin',
      },
      euEntityDetails: { fullName: 'Käufer GmbH', address: 'Hauptstraße 1, Berlin' },
    });
    const there = await ksef.logIn(administrator, entity);
    const mine = await queryPersonalPermissions(there, { body: { permissionTypes: ['VatUeManage'] } });
    expect(mine.permissions).toMatchObject([{ permissionScope: 'VatUeManage', permissionState: 'Active' }]);

    for (const { id } of given)
      expect(await codeOf(asOwner, revokePermission(asOwner, { permissionId: id }))).toBe(200);
    expect(await list(asOwner)).toEqual([]);
    expect(await ksef.loginCode(administrator, entity)).toBe(415);
  });

  it('lets representatives in, whom the company in Poland does not see', async () => {
    await codeOf(asOwner, administrate());
    const there = await ksef.logIn(administrator, entity);
    expect(await codeOf(there, represent(there, ['InvoiceRead', 'InvoiceWrite']))).toBe(200);
    expect(await ksef.loginCode(representative, entity)).toBe(200);

    const found = await list(there, {
      authorizedFingerprintIdentifier: representative.fingerprint.slice(8, 40),
    });
    expect(found).toHaveLength(2);
    expect(found[0]).toMatchObject({
      authorIdentifier: { type: 'Fingerprint', value: administrator.fingerprint },
      vatUeIdentifier: 'DE123456789',
      euEntityName: 'Käufer GmbH, Berlin',
      subjectPersonDetails: { firstName: 'Erika', personIdentifier: { type: 'Pesel', value: '44051401359' } },
    });
    expect(await list(there)).toHaveLength(6);
    expect(await list(there, { permissionTypes: ['Introspection'] })).toHaveLength(1);
    expect(await list(there, { vatUeIdentifier: 'DE123456789' })).toHaveLength(6);
    expect(await list(there, { vatUeIdentifier: 'DE987654321' })).toEqual([]);
    expect(await list(asOwner)).toHaveLength(4);

    const [administrators] = await list(asOwner);
    const revoke = (api: Api, permissionId = '') => codeOf(api, revokePermission(api, { permissionId }));
    expect(await revoke(there, administrators?.id)).toBe(400);
    expect(await revoke(asOwner, found[0]?.id)).toBe(400);
    expect(await revoke(there, found[0]?.id)).toBe(200);
    const clerk = await ksef.logIn(representative, entity);
    expect(await refusal(represent(clerk))).toBe(403);
    expect(await refusal(list(clerk))).toBe(403);
  });

  it('is of a context with the NIP of the company that appoints', async () => {
    const foreign = { type: 'NipVatUe', value: '7352765225-DE123456789' } as const;
    expect(await codeOf(asOwner, administrate({ contextIdentifier: foreign }))).toBe(410);
    // Owners hold every right but that of EU contexts.
    expect(await refusal(represent(asOwner))).toBe(403);
  });

  it.each<[Partial<Body>]>([
    [{ subjectIdentifier: { type: 'Fingerprint', value: 'A'.repeat(63) } }],
    [{ contextIdentifier: { type: 'NipVatUe', value: '5265877635-DE12' } }],
    [{ euEntityName: 'x' }],
    [{ euEntityDetails: { fullName: 'x'.repeat(101), address: 'Berlin' } }],
    [{ subjectDetails: { subjectDetailsType: 'EntityByFingerprint' } }],
  ])('is refused with 21405: %j', async (more) => {
    expect(await refusal(administrate(more))).toBe(21405);
  });

  it('is refused with 21001 where the subject is of no kind that it can be', async () => {
    const subjectIdentifier = { type: 'Nip' as 'Fingerprint', value: '5265877635' };
    expect(await refusal(administrate({ subjectIdentifier }))).toBe(21001);
  });
});
