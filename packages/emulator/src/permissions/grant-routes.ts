import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { sameIdentifier } from '../auth/same-identifier.js';
import { subjectOf } from '../auth/subject.js';
import type { EmulatorKernel } from '../emulator-kernel.js';
import { type Principal, Problem } from '../kernel.js';
import { authorize, pathParameter, requireReference } from '../sessions/input.js';
import { invalidInput } from '../sessions/problems.js';
import { type Grant, readAuthorizationGrant, readEntityGrant, readPersonGrant } from './read-grant.js';
import {
  type OperationCode,
  operationStatus,
  operationsOf,
  type PermissionRecord,
  permissionsOf,
} from './records.js';

const managing = ['CredentialsManage'];
const statusKeptForMs = 30 * 86_400_000;

/** Grants and revocations, which are operations with a status, and that status. */
export function grantRoutes(app: FastifyInstance, kernel: EmulatorKernel): void {
  const permissions = permissionsOf(kernel);
  const operations = operationsOf(kernel);

  const grantRoute = (path: string, kind: PermissionRecord['kind'], read: (body: unknown) => Grant) =>
    app.post(path, async (request, reply) => {
      const principal = authorize(kernel, request, managing);
      const asked = read(request.body);
      const outcome = judge(kind, principal, asked);
      if (outcome === 200) grant(kind, principal, asked);
      return reply.code(202).send(operation(principal, 'granted', outcome));
    });
  grantRoute('/permissions/persons/grants', 'person', readPersonGrant);
  grantRoute('/permissions/entities/grants', 'entity', readEntityGrant);
  grantRoute('/permissions/authorizations/grants', 'authorization', readAuthorizationGrant);

  const revokeRoute = (path: string, kinds: readonly PermissionRecord['kind'][]) =>
    app.delete(path, async (request, reply) => {
      const principal = authorize(kernel, request, managing);
      const id = pathParameter(request, 'permissionId');
      if (id.length !== 36) throw invalidInput("'permissionId' musi mieć 36 znaków.");
      const found = permissions.get(id);
      const isOwn = found && kinds.includes(found.kind) && sameIdentifier(found.context, principal.context);
      if (isOwn) permissions.delete(id);
      return reply.code(202).send(operation(principal, 'revoked', isOwn ? 200 : 400));
    });
  revokeRoute('/permissions/common/grants/:permissionId', ['person', 'entity']);
  revokeRoute('/permissions/authorizations/grants/:permissionId', ['authorization']);

  app.get('/permissions/operations/:referenceNumber', async (request: FastifyRequest) => {
    const { context } = kernel.authenticate(request);
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

  function grant(kind: PermissionRecord['kind'], principal: Principal, asked: Grant): void {
    const { context } = principal;
    const held = [...permissions.values()].filter(
      (one) =>
        one.kind === kind &&
        sameIdentifier(one.context, context) &&
        sameIdentifier(one.subject, asked.subject),
    );
    for (const { scope, canDelegate } of asked.scopes) {
      // What is held already is not granted a second time.
      if (held.some((one) => one.scope === scope && one.canDelegate === canDelegate)) continue;
      const id = randomUUID();
      permissions.set(id, {
        id,
        kind,
        context,
        subject: asked.subject,
        scope,
        canDelegate,
        description: asked.description,
        subjectDetails: asked.subjectDetails,
        author: subjectOf(kernel, principal),
        startsAt: kernel.now() + kernel.processingDelayMs(),
      });
    }
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

/** How a grant will end. */
function judge(kind: PermissionRecord['kind'], { context }: Principal, asked: Grant): OperationCode {
  const contexts = kind === 'person' ? ['Nip', 'InternalId'] : ['Nip'];
  if (!contexts.includes(context.type)) return 430;
  // Enforcement is for bailiffs and authorities: roles that no context has here.
  if (asked.scopes.some(({ scope }) => scope === 'EnforcementOperations')) return 430;
  if (kind !== 'authorization') return 200;
  // Providers of Peppol services are for PEF, and for nothing else.
  const isPef = asked.scopes.some(({ scope }) => scope === 'PefInvoicing');
  return isPef === (asked.subject.type === 'PeppolId') ? 200 : 450;
}
