import {
  type Api,
  createTestPerson,
  createTestSubject,
  grantPersonPermissions,
  grantSubunitAdministration,
  listEntityRoles,
  queryPersonPermissions,
  querySubordinateEntityRoles,
  querySubunitPermissions,
  removeTestSubject,
  revokePermission,
  type Schemas,
} from '@ksef/api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CheckedKsef, codeOf, company, jan, person, refusal } from './support.js';

const parent = { type: 'Nip', value: '6824515772' } as const;
const unit = { type: 'InternalId', value: '6824515772-12343' } as const;
const member = { type: 'Nip', value: '5265877635' } as const;
const administrator = { type: 'Pesel', value: '44051401359' } as const;
const colleague = { type: 'Pesel', value: '02070803628' } as const;

type Body = Schemas['SubunitPermissionsGrantRequest'];

let ksef: CheckedKsef;
let asParent: Api;
beforeEach(async () => {
  ksef = await CheckedKsef.start();
  asParent = await ksef.owner(parent.value);
});
afterEach(() => ksef.emulator.close());

const administrate = (more: Partial<Body> = {}, api = asParent) =>
  grantSubunitAdministration(api, {
    body: {
      subjectIdentifier: administrator,
      contextIdentifier: unit,
      subunitName: 'Oddział w Łodzi',
      description: 'Head of the branch',
      subjectDetails: jan,
      ...more,
    },
  });
const personGrant = (
  api: Api,
  permissions: Schemas['PersonPermissionType'][],
  subjectIdentifier: { readonly type: 'Pesel'; readonly value: string } = colleague,
) =>
  grantPersonPermissions(api, {
    body: { subjectIdentifier, permissions, description: 'Colleague', subjectDetails: jan },
  });
const administrators = async (more: object = {}, api = asParent) =>
  (await querySubunitPermissions(api, { body: more })).permissions;
const vatGroup = () =>
  createTestSubject(asParent, {
    body: {
      subjectNip: parent.value,
      subjectType: 'VatGroup',
      description: 'VAT group',
      subunits: [{ subjectNip: member.value, description: 'Member' }],
    },
  });

describe('the administrator of an internal unit', () => {
  it('manages the rights of the unit, and of nothing else', async () => {
    expect(await codeOf(asParent, administrate())).toBe(200);
    expect(await administrators()).toEqual([
      {
        id: expect.any(String),
        authorizedIdentifier: administrator,
        subunitIdentifier: unit,
        authorIdentifier: parent,
        permissionScope: 'CredentialsManage',
        description: 'Head of the branch',
        subjectPersonDetails: {
          subjectDetailsType: 'PersonByIdentifier',
          firstName: 'Jan',
          lastName: 'Kowalski',
        },
        subunitName: 'Oddział w Łodzi',
        startDate: expect.any(String),
      },
    ]);
    expect(await ksef.loginCode(person(administrator.value), parent)).toBe(415);
    const there = await ksef.logIn(person(administrator.value), unit);
    expect(await codeOf(there, personGrant(there, ['InvoiceWrite']))).toBe(200);
    expect(await ksef.loginCode(person(colleague.value), unit)).toBe(200);

    // Those whom the unit let in are the unit's own affair, and its administrator the parent's.
    expect(await administrators()).toHaveLength(1);
    expect(
      await administrators({ subunitIdentifier: { type: 'InternalId', value: '6824515772-00006' } }),
    ).toEqual([]);
    expect(await administrators({ subunitIdentifier: unit })).toHaveLength(1);
    const inUnit = await queryPersonPermissions(there, {
      body: { queryType: 'PermissionsInCurrentContext' },
    });
    expect(inUnit.permissions.map(({ permissionScope }) => permissionScope).sort()).toEqual([
      'CredentialsManage',
      'InvoiceWrite',
    ]);
    const byParent = await queryPersonPermissions(asParent, {
      body: { queryType: 'PermissionsGrantedInCurrentContext' },
    });
    expect(byParent.permissions).toMatchObject([
      { contextIdentifier: unit, authorizedIdentifier: administrator },
    ]);
    // Granted by the parent, and seen by everyone who may read there, not by the granter alone.
    await codeOf(asParent, personGrant(asParent, ['CredentialsRead']));
    const reader = await ksef.logIn(person(colleague.value), parent);
    const byOthers = await queryPersonPermissions(reader, {
      body: { queryType: 'PermissionsGrantedInCurrentContext' },
    });
    expect(byOthers.permissions.map(({ contextIdentifier }) => contextIdentifier)).toContainEqual(unit);
    const [{ id = '' } = {}] = await administrators();
    expect(await codeOf(there, revokePermission(there, { permissionId: id }))).toBe(400);
    expect(await codeOf(asParent, revokePermission(asParent, { permissionId: id }))).toBe(200);
    expect(await ksef.loginCode(person(administrator.value), unit)).toBe(415);
  });

  it('is appointed by those who manage subunits, who may revoke no other permissions', async () => {
    await codeOf(asParent, personGrant(asParent, ['SubunitManage']));
    const manager = await ksef.logIn(person(colleague.value), parent);
    expect(await codeOf(manager, administrate({}, manager))).toBe(200);
    const [{ id = '' } = {}] = await administrators({}, manager);
    const { permissions } = await queryPersonPermissions(asParent, {
      body: { queryType: 'PermissionsInCurrentContext' },
    });
    expect(permissions).toHaveLength(1);
    const own = permissions[0]?.id ?? '';
    expect(await codeOf(manager, revokePermission(manager, { permissionId: own }))).toBe(420);
    expect(await codeOf(manager, revokePermission(manager, { permissionId: id }))).toBe(200);

    await codeOf(asParent, personGrant(asParent, ['InvoiceRead'], administrator));
    const reader = await ksef.logIn(person(administrator.value), parent);
    expect(await refusal(administrate({}, reader))).toBe(403);
    expect(await refusal(querySubunitPermissions(reader, { body: {} }))).toBe(403);
  });

  it('is of a unit of this company', async () => {
    const foreign = { type: 'InternalId', value: '5265877635-12346' } as const;
    expect(await codeOf(asParent, administrate({ contextIdentifier: foreign }))).toBe(410);
    // Not even the company itself owns its unit: somebody has to be let in.
    expect(await ksef.loginCode(company(parent.value), unit)).toBe(415);
    expect(await codeOf(asParent, administrate())).toBe(200);
    const there = await ksef.logIn(person(administrator.value), unit);
    expect(await codeOf(there, personGrant(there, ['SubunitManage']))).toBe(200);
    const inUnit = await ksef.logIn(person(colleague.value), unit);
    expect(await codeOf(inUnit, administrate({}, inUnit))).toBe(430);
  });

  it.each<[Partial<Body>]>([
    [{ contextIdentifier: { type: 'InternalId', value: '6824515772-12344' } }],
    [{ contextIdentifier: { type: 'InternalId', value: '6824515772' } }],
    [{ subunitName: null }],
    [{ subunitName: 'x' }],
    [{ contextIdentifier: { type: 'NipVatUe' as 'Nip', value: '6824515772-DE123456789' } }],
  ])('is refused with 21405: %j', async (more) => {
    expect(await refusal(administrate(more))).toBe(21405);
  });
});

describe('the administrator of a company below', () => {
  const below = { contextIdentifier: member, subunitName: null };

  it('needs a company above with that role, and a company that is below it', async () => {
    expect(await codeOf(asParent, administrate(below))).toBe(430);
    await vatGroup();
    expect(await codeOf(asParent, administrate(below))).toBe(200);
    expect(await ksef.loginCode(person(administrator.value), member)).toBe(200);
    expect(await administrators({ subunitIdentifier: member })).toMatchObject([{ subunitName: null }]);
    const stranger = { type: 'Nip', value: '7352765225' } as const;
    expect(await codeOf(asParent, administrate({ ...below, contextIdentifier: stranger }))).toBe(410);
  });
});

describe('roles of companies', () => {
  it('show a group and its members to each other', async () => {
    await vatGroup();
    expect((await listEntityRoles(asParent)).roles).toEqual([
      {
        role: 'VatGroupUnit',
        description: 'VAT group',
        startDate: expect.any(String),
        parentEntityIdentifier: null,
      },
    ]);
    const below = await querySubordinateEntityRoles(asParent, { body: {} });
    expect(below.roles).toMatchObject([
      { role: 'VatGroupSubUnit', description: 'Member', subordinateEntityIdentifier: member },
    ]);
    const other = { subordinateEntityIdentifier: parent };
    expect((await querySubordinateEntityRoles(asParent, { body: other })).roles).toEqual([]);

    const asMember = await ksef.owner(member.value);
    expect((await listEntityRoles(asMember)).roles).toMatchObject([
      { role: 'VatGroupSubUnit', parentEntityIdentifier: parent },
    ]);
    expect((await querySubordinateEntityRoles(asMember, { body: {} })).roles).toEqual([]);

    expect(await refusal(vatGroup())).toBe(30001);
    await removeTestSubject(asParent, { body: { subjectNip: parent.value } });
    expect((await listEntityRoles(asParent)).roles).toEqual([]);
    expect((await listEntityRoles(asMember)).roles).toEqual([]);
  });

  it('come in pages, the newest first', async () => {
    const subunits = Array.from({ length: 12 }, (_, index) => ({
      subjectNip: `52512300${String(index + 10)}`,
      description: `Office ${index}`,
    }));
    await createTestSubject(asParent, {
      body: {
        subjectNip: parent.value,
        subjectType: 'JST',
        description: 'Municipality',
        subunits,
        createdDate: '2026-01-02T03:04:05Z',
      },
    });
    const page = (pageOffset: number) => querySubordinateEntityRoles(asParent, { body: {}, pageOffset });
    const [first, second] = [await page(0), await page(1)];
    expect([first.hasMore, second.hasMore]).toEqual([true, false]);
    const all = [...first.roles, ...second.roles];
    expect(
      new Set(all.map(({ subordinateEntityIdentifier }) => subordinateEntityIdentifier.value)).size,
    ).toBe(12);
    expect(all.every(({ role }) => role === 'LocalGovernmentSubUnit')).toBe(true);
    expect(Date.parse(first.roles[0]?.startDate ?? '')).toBe(Date.parse('2026-01-02T03:04:05Z'));
  });

  it('let enforce those whose role it is', async () => {
    const enforce = (api: Api) => codeOf(api, personGrant(api, ['EnforcementOperations']));
    expect(await enforce(asParent)).toBe(430);
    await createTestSubject(asParent, {
      body: { subjectNip: parent.value, subjectType: 'EnforcementAuthority', description: 'Tax office' },
    });
    expect(await enforce(asParent)).toBe(200);

    const asBailiff = await ksef.owner(member.value);
    await createTestPerson(asParent, {
      body: { nip: member.value, pesel: administrator.value, isBailiff: true, description: 'Bailiff' },
    });
    expect((await listEntityRoles(asBailiff)).roles).toMatchObject([
      { role: 'CourtBailiff', description: 'Bailiff' },
    ]);
    expect(await enforce(asBailiff)).toBe(200);
  });
});
