import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Emulator, startEmulator } from '../../src/start-emulator.js';
import { type Identity, identity, subjects } from '../auth/identity.js';
import { startXadesLogin } from '../auth/login.js';
import { accessToken, call, redeem, statusOf } from '../support.js';

const own = { type: 'Nip', value: '5265877635' };
const partner = { type: 'Nip', value: '7352765225' };
const pesel = '44051401359';

let emulator: Emulator;
let owner: string;
beforeEach(async () => {
  emulator = await startEmulator({ permissions: 'checked' });
  owner = await accessToken(emulator);
});
afterEach(() => emulator.close());

const personGrant = (more: object = {}) => ({
  subjectIdentifier: { type: 'Pesel', value: pesel },
  permissions: ['InvoiceRead', 'Introspection'],
  description: 'Accountant',
  subjectDetails: {
    subjectDetailsType: 'PersonByIdentifier',
    personById: { firstName: 'Jan', lastName: 'Kowalski' },
  },
  ...more,
});
const entityGrant = (more: object = {}) => ({
  subjectIdentifier: partner,
  permissions: [{ type: 'InvoiceRead', canDelegate: true }, { type: 'InvoiceWrite' }],
  description: 'Accounting office',
  subjectDetails: { fullName: 'Biuro rachunkowe' },
  ...more,
});
const authorizationGrant = (more: object = {}) => ({
  subjectIdentifier: partner,
  permission: 'SelfInvoicing',
  description: 'Largest buyer',
  subjectDetails: { fullName: 'Nabywca' },
  ...more,
});

const post = (path: string, body: object, bearer = owner) =>
  call(emulator, 'POST', `/permissions/${path}`, {
    bearer,
    body,
    headers: { 'x-error-format': 'problem-details' },
  });
const operation = async (reference: string, bearer = owner) =>
  (await call(emulator, 'GET', `/permissions/operations/${reference}`, { bearer })).body.status;

/** Grants and gives the code with which that ends. */
async function granted(kind: string, body: object, bearer = owner): Promise<number> {
  const answer = await post(`${kind}/grants`, body, bearer);
  expect([answer.status, answer.body]).toMatchObject([202, {}]);
  return (await operation(answer.body.referenceNumber, bearer)).code;
}
const inContext = async (more: object = {}) =>
  (await post('query/persons/grants', { queryType: 'PermissionsInCurrentContext', ...more })).body
    .permissions;

const login = (signer: Identity, subjectIdentifierType = 'certificateSubject', context = own.value) =>
  startXadesLogin(emulator, signer, { request: { subjectIdentifierType, context: `<Nip>${context}</Nip>` } });
async function loginCode(signer: Identity, type?: string): Promise<number> {
  return (await statusOf(emulator, await login(signer, type))).code;
}
const tokenOf = async (signer: Identity, context?: string) =>
  (await redeem(emulator, await login(signer, undefined, context))).body.accessToken.token as string;

describe('a grant to a person', () => {
  it('lets the person log in with just these rights, until it is revoked', async () => {
    const person = identity(subjects.person(`PNOPL-${pesel}`));
    expect(await loginCode(person)).toBe(415);
    expect(await granted('persons', personGrant())).toBe(200);
    expect(await loginCode(person)).toBe(200);

    const bearer = await tokenOf(person);
    expect((await call(emulator, 'GET', '/sessions?sessionType=Online', { bearer })).status).toBe(200);
    const refused = await post('persons/grants', personGrant(), bearer);
    expect(refused.status).toBe(403);
    expect(refused.body.security).toEqual({
      requiredAnyOfPermissions: ['CredentialsManage'],
      presentPermissions: ['InvoiceRead', 'Introspection'],
    });

    for (const { id } of await inContext()) {
      const { status, body } = await call(emulator, 'DELETE', `/permissions/common/grants/${id}`, {
        bearer: owner,
      });
      expect([status, (await operation(body.referenceNumber)).code]).toEqual([202, 200]);
    }
    expect(await inContext()).toEqual([]);
    expect(await loginCode(person)).toBe(415);
  });

  it('goes by the fingerprint of a certificate too', async () => {
    const person = identity(subjects.person());
    const value = createHash('sha256').update(person.certificate).digest('hex').toUpperCase();
    const body = personGrant({
      subjectIdentifier: { type: 'Fingerprint', value },
      subjectDetails: {
        subjectDetailsType: 'PersonByFingerprintWithoutIdentifier',
        personByFpNoId: {
          firstName: 'Jan',
          lastName: 'Kowalski',
          birthDate: '1944-05-14',
          idDocument: { type: 'PASSPORT', number: 'AB123', country: 'DE' },
        },
      },
    });
    expect(await granted('persons', body)).toBe(200);
    expect(await loginCode(person, 'certificateFingerprint')).toBe(200);
    const [found] = await inContext({ authorizedIdentifier: { type: 'Fingerprint', value } });
    expect(found.subjectPersonDetails).toEqual({
      subjectDetailsType: 'PersonByFingerprintWithoutIdentifier',
      firstName: 'Jan',
      lastName: 'Kowalski',
      birthDate: '1944-05-14',
      idDocument: { type: 'PASSPORT', number: 'AB123', country: 'DE' },
    });
  });

  it('counts once it is processed, and not twice', async () => {
    emulator.control.setProcessingDelay(60_000);
    const { body } = await post('persons/grants', personGrant());
    expect((await operation(body.referenceNumber)).code).toBe(100);
    expect(await inContext()).toEqual([]);
    emulator.control.advanceClock(60_000);
    expect((await operation(body.referenceNumber)).code).toBe(200);
    expect(await inContext()).toHaveLength(2);
    expect(await granted('persons', personGrant())).toBe(100);
    emulator.control.advanceClock(60_000);
    expect(await inContext()).toHaveLength(2);
  });

  it('is kept in a query with who gave it, and found by filters and pages', async () => {
    for (let index = 0; index < 6; index++) {
      emulator.control.advanceClock(1_000);
      const value = `4405140135${index}`;
      await granted('persons', personGrant({ subjectIdentifier: { type: 'Pesel', value } }));
    }
    const [newest] = await inContext();
    expect(newest).toMatchObject({
      authorizedIdentifier: { type: 'Pesel', value: '44051401355' },
      contextIdentifier: own,
      authorIdentifier: own,
      description: 'Accountant',
      permissionState: 'Active',
      canDelegate: false,
      subjectPersonDetails: { firstName: 'Jan' },
    });
    const pageOf = async (page: number) =>
      (await post(`query/persons/grants?pageOffset=${page}`, { queryType: 'PermissionsInCurrentContext' }))
        .body;
    expect([(await pageOf(0)).hasMore, (await pageOf(1)).hasMore]).toEqual([true, false]);
    const ids = [...(await pageOf(0)).permissions, ...(await pageOf(1)).permissions].map(({ id }) => id);
    expect(new Set(ids).size).toBe(12);
    expect(await inContext({ permissionTypes: ['Introspection'] })).toHaveLength(6);
    expect(await inContext({ authorizedIdentifier: { type: 'Pesel', value: pesel } })).toHaveLength(0);
    expect(await inContext({ authorIdentifier: partner })).toEqual([]);
    expect(await inContext({ permissionState: 'Inactive' })).toEqual([]);
  });
});

describe('a grant to a company', () => {
  it('lets it log in to handle invoices, and is seen by both', async () => {
    expect(await granted('entities', entityGrant())).toBe(200);
    const seal = identity(subjects.seal(`VATPL-${partner.value}`));
    expect(await loginCode(seal)).toBe(200);

    const itself = await tokenOf(seal, partner.value);
    const received = (await post('query/entities/grants', {}, itself)).body.permissions;
    expect(
      received.map(({ permissionScope }: { permissionScope: string }) => permissionScope).sort(),
    ).toEqual(['InvoiceRead', 'InvoiceWrite']);
    expect(received.every((one: { contextIdentifier: object }) => one.contextIdentifier)).toBe(true);
    expect(
      (await post('query/entities/grants', { contextIdentifier: partner }, itself)).body.permissions,
    ).toEqual([]);
    expect((await post('query/personal/grants', {}, itself)).body.permissions).toHaveLength(2);
    expect(
      (await post('query/personal/grants', { permissionTypes: ['InvoiceRead'] }, itself)).body.permissions,
    ).toMatchObject([
      {
        permissionScope: 'InvoiceRead',
        canDelegate: true,
        subjectEntityDetails: { fullName: 'Biuro rachunkowe' },
      },
    ]);
    // The owner holds its rights without any grant.
    expect((await post('query/personal/grants', {})).body.permissions).toEqual([]);
  });
});

describe('a right that came with 2.8', () => {
  it('is granted to a company', async () => {
    const permissions = [{ type: 'CollectiveIdentifierManage', canDelegate: true }];
    expect(await granted('entities', entityGrant({ permissions }))).toBe(200);
    expect(await loginCode(identity(subjects.seal(`VATPL-${partner.value}`)))).toBe(200);
  });
});

describe('an authorization', () => {
  it('is listed on both sides and revoked by its own operation', async () => {
    expect(await granted('authorizations', authorizationGrant())).toBe(200);
    const list = async (queryType: string, bearer = owner, more: object = {}) =>
      (await post('query/authorizations/grants', { queryType, ...more }, bearer)).body.authorizationGrants;
    const [given] = await list('Granted');
    expect(given).toMatchObject({
      authorizationScope: 'SelfInvoicing',
      authorizingEntityIdentifier: own,
      authorizedEntityIdentifier: partner,
      subjectEntityDetails: { subjectDetailsType: 'EntityByIdentifier', fullName: 'Nabywca' },
    });
    const itself = await tokenOf(identity(subjects.seal(`VATPL-${partner.value}`)), partner.value);
    expect(await list('Received', itself)).toEqual([given]);
    expect(await list('Granted', itself)).toEqual([]);
    expect(await list('Granted', owner, { permissionTypes: ['RRInvoicing'] })).toEqual([]);
    // It is no right to log in.
    expect(await loginCode(identity(subjects.seal(`VATPL-${partner.value}`)))).toBe(415);

    const revoke = async (kind: string, bearer: string) => {
      const { body } = await call(emulator, 'DELETE', `/permissions/${kind}/grants/${given.id}`, { bearer });
      return (await operation(body.referenceNumber, bearer)).code;
    };
    expect(await revoke('common', owner)).toBe(400);
    expect(await revoke('authorizations', itself)).toBe(400);
    expect(await revoke('authorizations', owner)).toBe(200);
    expect(await list('Granted')).toEqual([]);
  });

  it('is for PEF where the other side provides Peppol services, and only there', async () => {
    const provider = { type: 'PeppolId', value: 'PPL123456' };
    expect(await granted('authorizations', authorizationGrant({ subjectIdentifier: provider }))).toBe(450);
    const pef = { permission: 'PefInvoicing' };
    expect(await granted('authorizations', authorizationGrant(pef))).toBe(450);
    expect(await granted('authorizations', authorizationGrant({ ...pef, subjectIdentifier: provider }))).toBe(
      200,
    );
  });
});

describe('what is refused', () => {
  it.each([
    ['persons', personGrant({ permissions: [] })],
    ['persons', personGrant({ description: 'x' })],
    ['persons', personGrant({ subjectDetails: undefined })],
    ['persons', personGrant({ subjectIdentifier: { type: 'Pesel', value: '1' } })],
    ['persons', personGrant({ subjectIdentifier: { type: 'Fingerprint', value: 'A'.repeat(64) } })],
    ['entities', entityGrant({ subjectDetails: { fullName: 'x' } })],
  ])('by %s/grants with 21405: %j', async (kind, body) => {
    const { status, body: problem } = await post(`${kind}/grants`, body);
    expect([status, problem.errors[0].code]).toEqual([400, 21405]);
  });

  it.each([
    ['persons', personGrant({ permissions: ['VatUeManage'], description: 'x' })],
    ['entities', entityGrant({ permissions: [{ type: 'Introspection' }] })],
    ['entities', entityGrant({ subjectIdentifier: { type: 'Pesel', value: pesel } })],
    ['authorizations', authorizationGrant({ permission: 'InvoiceRead' })],
  ])('by %s/grants with 21001, as a word that is no value cannot be read: %j', async (kind, body) => {
    const { status, body: problem } = await post(`${kind}/grants`, body);
    expect([status, problem.errors[0].code]).toEqual([400, 21001]);
  });

  it('with everything that is wrong at once', async () => {
    const { body } = await post(
      'persons/grants',
      personGrant({
        subjectIdentifier: { type: 'Pesel', value: '1' },
        permissions: [],
        description: 'x',
        subjectDetails: {
          subjectDetailsType: 'PersonByIdentifier',
          personById: { firstName: 'J', lastName: 'K' },
        },
      }),
    );
    expect(body.errors).toHaveLength(1);
    const named = body.errors[0].details.map((detail: string) => detail.split("'")[1]);
    expect(named.sort()).toEqual([
      'description',
      'permissions',
      'subjectDetails.personById.firstName',
      'subjectDetails.personById.lastName',
      'subjectIdentifier.value',
    ]);
  });

  it('enforcement, for which there is no role here, and statuses of others and of long ago', async () => {
    const enforcing = personGrant({ permissions: ['EnforcementOperations'] });
    expect(await granted('persons', enforcing)).toBe(430);
    const { body } = await post('persons/grants', personGrant());
    const path = `/permissions/operations/${body.referenceNumber}`;
    const other = await tokenOf(identity(subjects.seal(`VATPL-${partner.value}`)), partner.value);
    expect((await call(emulator, 'GET', path, { bearer: other })).status).toBe(400);
    emulator.control.advanceClock(30 * 86_400_000);
    expect((await call(emulator, 'GET', path, { bearer: await accessToken(emulator) })).status).toBe(410);
  });
});

describe('rights given by /testdata', () => {
  const given = (type = 'permissionType') => ({
    contextIdentifier: own,
    authorizedIdentifier: { type: 'Pesel', value: pesel },
    permissions: [{ description: 'given by a test', [type]: 'InvoiceRead' }],
  });
  const employee = identity(subjects.person(`PNOPL-${pesel}`));
  const testdata = async (path: string, body: object) =>
    (await call(emulator, 'POST', `/testdata/permissions${path}`, { body })).status;

  it.each(['permissionType', 'permission'])('let log in and are seen, named by %s', async (name) => {
    expect(await loginCode(employee)).toBe(415);
    expect(await testdata('', given(name))).toBe(200);
    expect(await testdata('', given(name))).toBe(200);
    const bearer = await tokenOf(employee, own.value);
    const { body } = await post('query/personal/grants', {}, bearer);
    expect(body.permissions).toMatchObject([
      { permissionScope: 'InvoiceRead', description: 'given by a test', subjectPersonDetails: null },
    ]);
    expect(await testdata('/revoke', given())).toBe(200);
    expect(await loginCode(employee)).toBe(415);
  });

  it('count from the next token of a login on', async () => {
    await testdata('', given());
    const login = await startXadesLogin(emulator, employee, {
      request: { context: `<Nip>${own.value}</Nip>` },
    });
    const { accessToken: first, refreshToken } = (await redeem(emulator, login)).body;
    const mayRead = async (bearer: string) =>
      (await call(emulator, 'GET', '/sessions?sessionType=Online', { bearer })).status;
    expect(await mayRead(first.token)).toBe(403);
    const more = {
      ...given(),
      permissions: [{ description: 'given later', permissionType: 'Introspection' }],
    };
    await testdata('', more);
    expect(await mayRead(first.token)).toBe(403);
    const refreshed = await call(emulator, 'POST', '/auth/token/refresh', { bearer: refreshToken.token });
    expect(await mayRead(refreshed.body.accessToken.token)).toBe(200);
  });

  it('are refused when they are none', async () => {
    expect(await testdata('', { ...given(), permissions: [] })).toBe(400);
    expect(await testdata('', given('kind'))).toBe(400);
    expect(await testdata('', { ...given(), authorizedIdentifier: { type: 'Pesel', value: '1' } })).toBe(400);
  });
});
