import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Callers, Principal } from '../access/index.js';
import { identifierTest, offsetPageOf } from '../http/index.js';
import { sameIdentifier } from '../identifiers/index.js';
import type { Kernel } from '../kernel/index.js';
import { identifiersOf, mayEnforce } from '../subjects/index.js';
import { isActive, isSeenIn, startedPermissions } from './held-permissions.js';
import { isOwner, ownerScopes } from './ownership.js';
import { allOf, filtersOf, scopeTest, stateTest, type Test, targetTest } from './query-filters.js';
import type { PermissionKind, PermissionRecord } from './records.js';

type Json = Readonly<Record<string, unknown>>;

const reading = ['CredentialsManage', 'CredentialsRead'];
const readingUnits = [...reading, 'SubunitManage'];

/** Lists of permissions: one's own, those given in a context, those received from others. */
export function permissionQueryRoutes(app: FastifyInstance, kernel: Kernel, callers: Callers): void {
  app.post('/permissions/query/personal/grants', async (request) => {
    const principal = callers.authenticate(request);
    const { context } = principal;
    const caller = principal.subject;
    const isMine = isOneOf(principal);
    const owns = isMine(context);
    const filters = filtersOf(request);
    const test = allOf(
      ({ kind }) => kind !== 'authorization',
      (one) =>
        (isMine(one.subject) && isSeenIn(kernel, one, context)) ||
        (owns && one.kind === 'entity' && sameIdentifier(one.subject, context)),
      identifierTest(filters.contextIdentifier, (one) => one.context),
      scopeTest(filters),
      stateTest(kernel, filters),
      targetTest(filters),
    );
    const found = page(request, 'permissions', test, (one) => ({
      ...showHeld(one),
      ...(sameIdentifier(one.subject, caller) ? {} : { authorizedIdentifier: one.subject }),
    }));
    return { ...found, ownerPermissions: ownerPermissionsOf(principal) };
  });

  app.post('/permissions/query/persons/grants', async (request) => {
    const { context } = callers.authorize(request, readingUnits);
    const filters = filtersOf(request);
    const test = allOf(
      kindTest('person', 'entity', 'subunit', 'indirect'),
      filters.queryType === 'PermissionsInCurrentContext'
        ? (one) => sameIdentifier(one.context, context)
        : (one) => sameIdentifier(one.grantedIn, context),
      identifierTest(filters.authorIdentifier, (one) => one.author),
      identifierTest(filters.authorizedIdentifier, (one) => one.subject),
      identifierTest(filters.contextIdentifier, (one) => one.context),
      scopeTest(filters),
      stateTest(kernel, filters),
      targetTest(filters),
    );
    return page(request, 'permissions', test, (one) => ({
      ...showHeld(one),
      authorizedIdentifier: one.subject,
      authorIdentifier: one.author,
    }));
  });

  app.post('/permissions/query/subunits/grants', async (request) => {
    const { context } = callers.authorize(request, readingUnits);
    const test = allOf(
      kindTest('subunit'),
      (one) => sameIdentifier(one.grantedIn, context),
      identifierTest(filtersOf(request).subunitIdentifier, (one) => one.context),
    );
    return page(request, 'permissions', test, (one) => ({
      ...show(one),
      authorizedIdentifier: one.subject,
      subunitIdentifier: one.context,
      authorIdentifier: one.author,
      subjectPersonDetails: one.subjectDetails,
      subunitName: one.subunitName ?? null,
    }));
  });

  app.post('/permissions/query/entities/grants', async (request) => {
    const { context } = callers.authorize(request, reading);
    const test = allOf(
      kindTest('entity'),
      ({ subject }) => sameIdentifier(subject, context),
      identifierTest(filtersOf(request).contextIdentifier, (one) => one.context),
    );
    return page(request, 'permissions', test, (one) => ({
      ...show(one),
      canDelegate: one.canDelegate,
      contextIdentifier: one.context,
    }));
  });

  app.post('/permissions/query/authorizations/grants', async (request) => {
    const { context } = callers.authorize(request, [...reading, 'PefInvoiceWrite']);
    const filters = filtersOf(request);
    const isGranted = filters.queryType === 'Granted';
    const test = allOf(
      kindTest('authorization'),
      (one) => sameIdentifier(isGranted ? one.context : one.subject, context),
      isGranted
        ? identifierTest(filters.authorizedIdentifier, (one) => one.subject)
        : identifierTest(filters.authorizingIdentifier, (one) => one.context),
      scopeTest(filters),
    );
    return page(request, 'authorizationGrants', test, (one) => ({
      id: one.id,
      authorIdentifier: one.author,
      authorizedEntityIdentifier: one.subject,
      authorizingEntityIdentifier: one.context,
      authorizationScope: one.scope,
      description: one.description,
      subjectEntityDetails: one.subjectDetails,
      startDate: kernel.timestamp(one.startsAt),
    }));
  });

  app.post('/permissions/query/eu-entities/grants', async (request) => {
    const { context } = callers.authorize(request, [...reading, 'VatUeManage']);
    const filters = filtersOf(request);
    const { vatUeIdentifier, authorizedFingerprintIdentifier: fingerprint } = filters;
    const test = allOf(
      context.type === 'NipVatUe'
        ? kindTest('eu-administrator', 'eu-representative')
        : kindTest('eu-administrator'),
      (one) => sameIdentifier(context.type === 'NipVatUe' ? one.context : one.grantedIn, context),
      (one) => typeof vatUeIdentifier !== 'string' || vatUeOf(one) === vatUeIdentifier,
      ({ subject }) => typeof fingerprint !== 'string' || subject.value.includes(fingerprint),
      scopeTest(filters),
    );
    return page(request, 'permissions', test, (one) => ({
      ...show(one),
      ...detailsOf(one),
      authorIdentifier: one.author,
      vatUeIdentifier: vatUeOf(one),
      euEntityName: one.euEntity?.name ?? vatUeOf(one),
      euEntityDetails: one.euEntity?.details ?? null,
      authorizedFingerprintIdentifier: one.subject.value,
    }));
  });

  /** What the caller may do as the owner of the context; null for others. */
  function ownerPermissionsOf({ context, subject, permissions }: Principal): readonly string[] | null {
    if (!isOwner(kernel, context, subject)) return null;
    return ownerScopes.filter(
      (scope) =>
        permissions.includes(scope) && (scope !== 'EnforcementOperations' || mayEnforce(kernel, context)),
    );
  }

  /** Whether an identifier is the caller's. */
  function isOneOf(principal: Principal) {
    const mine = identifiersOf(kernel, principal.subject);
    return (one: { readonly type: string; readonly value: string }) =>
      mine.some((own) => sameIdentifier(own, one));
  }

  function page(
    request: FastifyRequest,
    member: string,
    test: Test,
    describe: (permission: PermissionRecord) => Json,
  ) {
    return offsetPageOf(request, member, startedPermissions(kernel).filter(test), describe);
  }

  function show({ id, scope, description, startsAt }: PermissionRecord) {
    return { id, permissionScope: scope, description, startDate: kernel.timestamp(startsAt) };
  }

  function showHeld(one: PermissionRecord) {
    return {
      ...show(one),
      ...detailsOf(one),
      // These lists do not know EU contexts.
      ...(one.context.type === 'NipVatUe' ? {} : { contextIdentifier: one.context }),
      ...(one.target === undefined ? {} : { targetIdentifier: one.target }),
      canDelegate: one.canDelegate,
      permissionState: isActive(kernel, one) ? 'Active' : 'Inactive',
    };
  }
}

function kindTest(...kinds: readonly PermissionKind[]): Test {
  return ({ kind }) => kinds.includes(kind);
}

function detailsOf({ subjectDetails }: PermissionRecord): Json {
  const isEntity = subjectDetails?.subjectDetailsType.startsWith('Entity') === true;
  return { [isEntity ? 'subjectEntityDetails' : 'subjectPersonDetails']: subjectDetails };
}

/** The number of the EU company in its context. */
function vatUeOf({ context }: PermissionRecord): string {
  return context.value.slice(context.value.indexOf('-') + 1);
}
