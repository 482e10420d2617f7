import {
  type Api,
  grantEntityPermissions,
  grantIndirectPermissions,
  grantPersonPermissions,
  queryPersonalPermissions,
  queryPersonPermissions,
  revokePermission,
  type Schemas,
} from '@ksef/api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CheckedKsef, codeOf, jan, person, refusal } from './support.js';

const office = { type: 'Nip', value: '7352765225' } as const;
const client = { type: 'Nip', value: '5265877635' } as const;
const otherClient = { type: 'Nip', value: '5251230007' } as const;
const employee = { type: 'Pesel', value: '44051401359' } as const;

type Body = Schemas['IndirectPermissionsGrantRequest'];

let ksef: CheckedKsef;
let asOffice: Api;
beforeEach(async () => {
  ksef = await CheckedKsef.start();
  asOffice = await ksef.owner(office.value);
});
afterEach(() => ksef.emulator.close());

const passOn = (more: Partial<Body> = {}) =>
  grantIndirectPermissions(asOffice, {
    body: {
      subjectIdentifier: employee,
      targetIdentifier: client,
      permissions: ['InvoiceRead'],
      description: 'Accountant',
      subjectDetails: jan,
      ...more,
    },
  });
/** A client lets the office handle its invoices. */
async function entrust(
  by: { readonly value: string },
  scope: 'InvoiceRead' | 'InvoiceWrite',
  canDelegate = true,
) {
  const api = await ksef.owner(by.value);
  const body = {
    subjectIdentifier: office,
    permissions: [{ type: scope, canDelegate }],
    description: 'Accounting office',
    subjectDetails: { fullName: 'Biuro rachunkowe' },
  };
  expect(await codeOf(api, grantEntityPermissions(api, { body }))).toBe(200);
  return api;
}
const givenByOffice = async (more: object = {}) =>
  (
    await queryPersonPermissions(asOffice, {
      body: { queryType: 'PermissionsGrantedInCurrentContext', ...more },
    })
  ).permissions;
const employeeIn = (context: { type: 'Nip'; value: string }) =>
  ksef.loginCode(person(employee.value), context);

describe('a right passed on for one client', () => {
  it('lets work there, with no more than the client lets pass on', async () => {
    await entrust(client, 'InvoiceRead');
    await entrust(otherClient, 'InvoiceRead');
    expect(await codeOf(asOffice, passOn({ permissions: ['InvoiceRead', 'InvoiceWrite'] }))).toBe(200);
    expect([await employeeIn(client), await employeeIn(otherClient), await employeeIn(office)]).toEqual([
      200, 415, 415,
    ]);

    const there = await ksef.logIn(person(employee.value), client);
    const { permissions } = await queryPersonalPermissions(there, { body: {} });
    expect(permissions).toHaveLength(2);
    const read = permissions.find(({ permissionScope }) => permissionScope === 'InvoiceRead');
    expect(read).toMatchObject({
      contextIdentifier: office,
      targetIdentifier: client,
      subjectPersonDetails: { lastName: 'Kowalski' },
      permissionState: 'Active',
      canDelegate: false,
    });
    // Said only of others.
    expect(read).not.toHaveProperty('authorizedIdentifier');
    const active = await queryPersonalPermissions(there, { body: { permissionState: 'Active' } });
    expect(active.permissions.map(({ permissionScope }) => permissionScope)).toEqual(['InvoiceRead']);
  });

  it('is inactive while the client does not let pass it on, and ends with the client’s grant', async () => {
    const asClient = await entrust(client, 'InvoiceRead', false);
    expect(await codeOf(asOffice, passOn())).toBe(200);
    expect(await givenByOffice({ permissionState: 'Active' })).toEqual([]);
    expect(await givenByOffice({ permissionState: 'Inactive' })).toMatchObject([
      { permissionState: 'Inactive', authorizedIdentifier: employee, authorIdentifier: office },
    ]);
    expect(await employeeIn(client)).toBe(415);

    await entrust(client, 'InvoiceRead');
    expect(await employeeIn(client)).toBe(200);
    const held = await queryPersonPermissions(asClient, {
      body: { queryType: 'PermissionsInCurrentContext' },
    });
    // The client sees the office, not whom the office let in.
    expect(held.permissions.map(({ authorizedIdentifier }) => authorizedIdentifier)).toEqual([
      office,
      office,
    ]);
    for (const { id } of held.permissions)
      expect(await codeOf(asClient, revokePermission(asClient, { permissionId: id }))).toBe(200);
    expect(await employeeIn(client)).toBe(415);
  });

  it('asks for something that the client has given: a person’s right is enough, and lets nobody in', async () => {
    expect(await codeOf(asOffice, passOn())).toBe(440);
    const asClient = await ksef.owner(client.value);
    const body = {
      subjectIdentifier: office,
      permissions: ['CredentialsManage' as const],
      description: 'Administrator',
      subjectDetails: jan,
    };
    expect(await codeOf(asClient, grantPersonPermissions(asClient, { body }))).toBe(200);
    expect(await codeOf(asOffice, passOn())).toBe(200);
    expect(await employeeIn(client)).toBe(415);
  });
});

describe('a right passed on for all clients', () => {
  it.each([[{ type: 'AllPartners' as const }], [null]])(
    'counts for each that entrusts: %j',
    async (targetIdentifier) => {
      expect(await codeOf(asOffice, passOn({ targetIdentifier }))).toBe(200);
      expect(await employeeIn(client)).toBe(415);
      await entrust(client, 'InvoiceRead');
      await entrust(otherClient, 'InvoiceWrite');
      expect([await employeeIn(client), await employeeIn(otherClient)]).toEqual([200, 415]);

      const [given] = await givenByOffice({ targetIdentifier: { type: 'AllPartners' } });
      expect(given).toMatchObject({ targetIdentifier: { type: 'AllPartners' }, permissionState: 'Active' });
      expect(await givenByOffice({ targetIdentifier: client })).toEqual([]);
      expect(await codeOf(asOffice, revokePermission(asOffice, { permissionId: given?.id ?? '' }))).toBe(200);
      expect(await employeeIn(client)).toBe(415);
    },
  );

  it('is granted once, and beside one for a single client', async () => {
    await entrust(client, 'InvoiceRead');
    for (const targetIdentifier of [null, client, client, { type: 'AllPartners' as const }])
      expect(await codeOf(asOffice, passOn({ targetIdentifier }))).toBe(200);
    expect(await givenByOffice()).toHaveLength(2);
  });
});

describe('what is refused', () => {
  it.each<[Partial<Body>]>([
    [{ targetIdentifier: { type: 'AllPartners', value: client.value } }],
    [{ targetIdentifier: { type: 'Nip' } }],
    [{ targetIdentifier: { type: 'InternalId', value: client.value } }],
    [{ description: 'x' }],
  ])('with 21405: %j', async (more) => {
    expect(await refusal(passOn(more))).toBe(21405);
  });

  it('with 21001 what is no right', async () => {
    expect(await refusal(passOn({ permissions: ['Introspection' as 'InvoiceRead'] }))).toBe(21001);
  });
});
