import type { ContextIdentifier } from '@ksef/core';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { identifiersOf } from '../auth/rights.js';
import { sameIdentifier } from '../auth/same-identifier.js';
import { subjectOf } from '../auth/subject.js';
import type { EmulatorKernel } from '../emulator-kernel.js';
import { authorize, objectOf } from '../sessions/input.js';
import { invalidInput } from '../sessions/problems.js';
import { oneOf } from './read-grant.js';
import { type PermissionRecord, permissionsOf } from './records.js';

type Filters = Readonly<Record<string, unknown>>;
type Test = (permission: PermissionRecord) => boolean;

const reading = ['CredentialsManage', 'CredentialsRead'];

/** Lists of permissions: one's own, those given in a context, those received from others. */
export function permissionQueryRoutes(app: FastifyInstance, kernel: EmulatorKernel): void {
  app.post('/permissions/query/personal/grants', async (request) => {
    const principal = kernel.authenticate(request);
    const { context } = principal;
    const mine = identifiersOf(kernel, subjectOf(kernel, principal));
    const owns = mine.some((one) => sameIdentifier(one, context));
    const filters = filtersOf(request);
    const test = allOf(
      ({ kind }) => kind !== 'authorization',
      (one) =>
        (sameIdentifier(one.context, context) && mine.some((own) => sameIdentifier(own, one.subject))) ||
        (owns && one.kind === 'entity' && sameIdentifier(one.subject, context)),
      identifierTest(filters, 'contextIdentifier', (one) => one.context),
      scopeTest(filters),
      stateTest(filters),
      targetTest(filters),
    );
    return page(request, 'permissions', test, showOwn);
  });

  app.post('/permissions/query/persons/grants', async (request) => {
    const principal = authorize(kernel, request, reading);
    const filters = filtersOf(request);
    const queryType = oneOf('queryType', filters.queryType, [
      'PermissionsInCurrentContext',
      'PermissionsGrantedInCurrentContext',
    ]);
    const mine = identifiersOf(kernel, subjectOf(kernel, principal));
    const test = allOf(
      ({ kind }) => kind !== 'authorization',
      (one) => sameIdentifier(one.context, principal.context),
      (one) =>
        queryType === 'PermissionsInCurrentContext' || mine.some((own) => sameIdentifier(own, one.author)),
      identifierTest(filters, 'authorIdentifier', (one) => one.author),
      identifierTest(filters, 'authorizedIdentifier', (one) => one.subject),
      identifierTest(filters, 'contextIdentifier', (one) => one.context),
      scopeTest(filters),
      stateTest(filters),
      targetTest(filters),
    );
    return page(request, 'permissions', test, (one) => ({ ...showOwn(one), authorIdentifier: one.author }));
  });

  app.post('/permissions/query/entities/grants', async (request) => {
    const { context } = authorize(kernel, request, reading);
    const test = allOf(
      ({ kind, subject }) => kind === 'entity' && sameIdentifier(subject, context),
      identifierTest(filtersOf(request), 'contextIdentifier', (one) => one.context),
    );
    return page(request, 'permissions', test, (one) => ({ ...show(one), contextIdentifier: one.context }));
  });

  app.post('/permissions/query/authorizations/grants', async (request) => {
    const { context } = authorize(kernel, request, reading);
    const filters = filtersOf(request);
    const isGranted = oneOf('queryType', filters.queryType, ['Granted', 'Received']) === 'Granted';
    const test = allOf(
      ({ kind }) => kind === 'authorization',
      (one) => sameIdentifier(isGranted ? one.context : one.subject, context),
      isGranted
        ? identifierTest(filters, 'authorizedIdentifier', (one) => one.subject)
        : identifierTest(filters, 'authorizingIdentifier', (one) => one.context),
      scopeTest(filters),
    );
    return page(request, 'authorizationGrants', test, ({ scope, ...one }) => ({
      id: one.id,
      authorIdentifier: one.author,
      authorizedEntityIdentifier: one.subject,
      authorizingEntityIdentifier: one.context,
      authorizationScope: scope,
      description: one.description,
      subjectEntityDetails: one.subjectDetails,
      startDate: kernel.timestamp(one.startsAt),
    }));
  });

  /** One page, the newest first. */
  function page(
    request: FastifyRequest,
    member: string,
    test: Test,
    describe: (permission: PermissionRecord) => Readonly<Record<string, unknown>>,
  ) {
    const { pageOffset, pageSize } = readPaging(request.query as Filters);
    const found = [...permissionsOf(kernel).values()]
      .filter((one) => one.startsAt <= kernel.now() && test(one))
      .sort((one, other) => other.startsAt - one.startsAt || (one.id < other.id ? -1 : 1));
    const end = (pageOffset + 1) * pageSize;
    return {
      [member]: found.slice(pageOffset * pageSize, end).map(describe),
      hasMore: end < found.length,
    };
  }

  function show({ id, scope, description, startsAt, canDelegate }: PermissionRecord) {
    return { id, permissionScope: scope, description, startDate: kernel.timestamp(startsAt), canDelegate };
  }

  function showOwn(one: PermissionRecord) {
    return {
      ...show(one),
      contextIdentifier: one.context,
      authorizedIdentifier: one.subject,
      [one.kind === 'person' ? 'subjectPersonDetails' : 'subjectEntityDetails']: one.subjectDetails,
      permissionState: 'Active',
    };
  }
}

function filtersOf(request: FastifyRequest): Filters {
  return request.body === undefined || request.body === null ? {} : objectOf('body', request.body);
}

function allOf(...tests: readonly Test[]): Test {
  return (permission) => tests.every((test) => test(permission));
}

function identifierTest(
  filters: Filters,
  name: string,
  of: (permission: PermissionRecord) => { readonly type: string; readonly value: string } | ContextIdentifier,
): Test {
  const wanted = filters[name];
  if (wanted === undefined || wanted === null) return () => true;
  const { type, value } = objectOf(name, wanted);
  return (permission) => {
    const found = of(permission);
    return found.type === type && (value === undefined || value === null || found.value === value);
  };
}

function scopeTest({ permissionTypes }: Filters): Test {
  if (permissionTypes === undefined || permissionTypes === null) return () => true;
  if (!Array.isArray(permissionTypes)) throw invalidInput("'permissionTypes' musi być listą.");
  return ({ scope }) => permissionTypes.length === 0 || permissionTypes.includes(scope);
}

/** What has been revoked is gone, so that all are active. */
function stateTest({ permissionState }: Filters): Test {
  if (permissionState === undefined || permissionState === null) return () => true;
  const state = oneOf('permissionState', permissionState, ['Active', 'Inactive']);
  return () => state === 'Active';
}

/** Targets are of indirect permissions, which cannot be granted here. */
function targetTest({ targetIdentifier }: Filters): Test {
  return () => targetIdentifier === undefined || targetIdentifier === null;
}

function readPaging({ pageOffset = '0', pageSize = '10' }: Filters) {
  const paging = { pageOffset: Number(pageOffset), pageSize: Number(pageSize) };
  if (!Number.isInteger(paging.pageOffset) || paging.pageOffset < 0)
    throw invalidInput("'pageOffset' musi być liczbą całkowitą nie mniejszą od 0.");
  if (!Number.isInteger(paging.pageSize) || paging.pageSize < 10 || paging.pageSize > 100)
    throw invalidInput("'pageSize' musi być liczbą całkowitą z przedziału od 10 do 100.");
  return paging;
}
