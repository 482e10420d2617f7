import { randomUUID } from 'node:crypto';
import type { ContextIdentifier } from '@ksef/core';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Callers, Principal } from '../access/index.js';
import { invalidInput, Problem, pathParameter, requireReference } from '../http/index.js';
import { sameIdentifier } from '../identifiers/index.js';
import type { Kernel } from '../kernel/index.js';
import { judgeGrant } from './judge-grant.js';
import {
  type Grant,
  readAuthorizationGrant,
  readEntityGrant,
  readEuAdministratorGrant,
  readEuRepresentativeGrant,
  readIndirectGrant,
  readPersonGrant,
  readSubunitGrant,
} from './read-grant.js';
import {
  type EuEntity,
  type OperationCode,
  operationStatus,
  operationsOf,
  type PermissionKind,
  type PermissionRecord,
  permissionsOf,
} from './records.js';

const statusKeptForMs = 30 * 86_400_000;

/** Grants and revocations, which are operations with a status, and that status. */
export function grantRoutes(app: FastifyInstance, kernel: Kernel, callers: Callers): void {
  const permissions = permissionsOf(kernel);
  const operations = operationsOf(kernel);

  const grantRoute = (
    path: string,
    kind: PermissionKind,
    read: (request: FastifyRequest) => Grant,
    needed = 'CredentialsManage',
  ) =>
    app.post(`/permissions/${path}/grants`, async (request, reply) => {
      const principal = callers.authorize(request, [needed]);
      const asked = read(request);
      const outcome = judgeGrant(kernel, kind, principal.context, asked);
      if (outcome === 200) grant(kind, principal, asked);
      return reply.code(202).send(operation(principal, 'granted', outcome));
    });
  grantRoute('persons', 'person', readPersonGrant);
  grantRoute('entities', 'entity', readEntityGrant);
  grantRoute('authorizations', 'authorization', readAuthorizationGrant);
  grantRoute('indirect', 'indirect', readIndirectGrant);
  grantRoute('subunits', 'subunit', readSubunitGrant, 'SubunitManage');
  grantRoute('eu-entities/administration', 'eu-administrator', readEuAdministratorGrant);
  grantRoute('eu-entities', 'eu-representative', readEuRepresentativeGrant, 'VatUeManage');

  const revokeRoute = (
    path: string,
    isMeant: (found: PermissionRecord) => boolean,
    needed: readonly string[],
  ) =>
    app.delete(`/permissions/${path}/grants/:permissionId`, async (request, reply) => {
      const principal = callers.authorize(request, needed);
      const id = pathParameter(request, 'permissionId');
      if (id.length !== 36) throw invalidInput("'permissionId' musi mieć 36 znaków.");
      const found = permissions.get(id);
      const outcome = found !== undefined && isMeant(found) ? judgeRevocation(principal, found) : 400;
      if (outcome === 200) permissions.delete(id);
      return reply.code(202).send(operation(principal, 'revoked', outcome));
    });
  revokeRoute('common', ({ kind }) => kind !== 'authorization', [
    'CredentialsManage',
    'VatUeManage',
    'SubunitManage',
  ]);
  revokeRoute('authorizations', ({ kind }) => kind === 'authorization', ['CredentialsManage']);

  app.get('/permissions/operations/:referenceNumber', async (request: FastifyRequest) => {
    const { context } = callers.authenticate(request);
    const reference = pathParameter(request, 'referenceNumber');
    requireReference('referenceNumber', reference);
    const found = operations.get(reference);
    if (found === undefined || !sameIdentifier(found.context, context))
      throw invalidInput(`Operacja o numerze referencyjnym ${reference} nie została znaleziona.`);
    if (found.startedAt + statusKeptForMs <= kernel.now())
      throw new Problem({ status: 410, description: 'Status operacji nie jest już dostępny.' });
    const isDone = found.startedAt + kernel.processingDelayMs() <= kernel.now();
    return { status: isDone ? found.outcome : operationStatus(100) };
  });

  function grant(kind: PermissionKind, principal: Principal, { scopes, ...asked }: Grant): void {
    const context = asked.context ?? principal.context;
    const held = [...permissions.values()].filter(
      (one) =>
        one.kind === kind &&
        sameIdentifier(one.grantedIn, principal.context) &&
        sameIdentifier(one.context, context) &&
        sameIdentifier(one.subject, asked.subject) &&
        one.target?.type === asked.target?.type &&
        one.target?.value === asked.target?.value,
    );
    const euEntity = asked.euEntity ?? (kind === 'eu-representative' ? euEntityOf(context) : undefined);
    for (const { scope, canDelegate } of scopes) {
      // What is held already is not granted a second time.
      if (held.some((one) => one.scope === scope && one.canDelegate === canDelegate)) continue;
      const id = randomUUID();
      permissions.set(id, {
        ...asked,
        ...(euEntity === undefined ? {} : { euEntity }),
        id,
        kind,
        grantedIn: principal.context,
        context,
        scope,
        canDelegate,
        author: principal.subject,
        startsAt: kernel.now() + kernel.processingDelayMs(),
      });
    }
  }

  /** The company of an EU context, as the grant to its administrator described it. */
  function euEntityOf(context: ContextIdentifier): EuEntity | undefined {
    return [...permissions.values()].find(
      (one) => one.kind === 'eu-administrator' && sameIdentifier(one.context, context),
    )?.euEntity;
  }

  function operation({ context }: Principal, what: 'granted' | 'revoked', outcome: OperationCode) {
    const referenceNumber = kernel.newReferenceNumber('EG');
    operations.set(referenceNumber, {
      referenceNumber,
      context,
      startedAt: kernel.now(),
      outcome: operationStatus(outcome),
    });
    kernel.record(`permission-${what}`, { referenceNumber, context, status: outcome });
    return { referenceNumber };
  }
}

/** How a revocation will end: only where it was granted, and who manages no more than subunits only their administrators. */
function judgeRevocation({ context, permissions }: Principal, found: PermissionRecord): OperationCode {
  if (!sameIdentifier(found.grantedIn, context)) return 400;
  const managesAll = permissions.includes('CredentialsManage') || permissions.includes('VatUeManage');
  return managesAll || found.kind === 'subunit' ? 200 : 420;
}
