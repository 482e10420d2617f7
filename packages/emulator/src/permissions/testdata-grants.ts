import { randomUUID } from 'node:crypto';
import type { ContextIdentifier } from '@ksef/core';
import type { FastifyInstance } from 'fastify';
import { invalidInput, objectOf } from '../http/index.js';
import { readContext, type SubjectIdentifier, sameIdentifier } from '../identifiers/index.js';
import type { Kernel } from '../kernel/index.js';
import { type PermissionRecord, permissionsOf } from './records.js';

const grantable = [
  'InvoiceRead',
  'InvoiceWrite',
  'Introspection',
  'CredentialsRead',
  'CredentialsManage',
  'EnforcementOperations',
  'SubunitManage',
  'CollectiveIdentifierManage',
];

/** `POST /testdata/permissions` grants without a login, and `/testdata/permissions/revoke` takes all of that back. */
export function testdataGrantRoutes(app: FastifyInstance, kernel: Kernel): void {
  const permissions = permissionsOf(kernel);

  app.post('/testdata/permissions', async (request, reply) => {
    const { context, subject, body } = readGrant(request.body);
    const asked = Array.isArray(body.permissions) ? body.permissions.map(readScope) : [];
    if (asked.length === 0 || !asked.every(({ scope }) => grantable.includes(scope)))
      throw invalidInput("'permissions' ma nieprawidłową wartość.");
    const held = granted(context, subject);
    for (const { scope, description } of asked) {
      if (held.some((one) => one.scope === scope)) continue;
      const id = randomUUID();
      permissions.set(id, {
        id,
        kind: 'person',
        grantedIn: context,
        context,
        subject,
        scope,
        canDelegate: false,
        description,
        // Nobody said whom the identifier is of.
        subjectDetails: null,
        author: { type: 'Nip', value: context.value },
        startsAt: kernel.now(),
      });
    }
    return reply.send();
  });

  app.post('/testdata/permissions/revoke', async (request, reply) => {
    const { context, subject } = readGrant(request.body);
    for (const { id } of granted(context, subject)) permissions.delete(id);
    return reply.send();
  });

  function granted(context: ContextIdentifier, subject: SubjectIdentifier): PermissionRecord[] {
    return [...permissions.values()].filter(
      (one) =>
        one.subjectDetails === null &&
        sameIdentifier(one.context, context) &&
        sameIdentifier(one.subject, subject),
    );
  }
}

function readScope(value: unknown) {
  // The Ministry's Java client (3.0.24) calls it `permission`, and its tests pass on TEST.
  const { permissionType, permission, description } = objectOf('permissions', value);
  return { scope: String(permissionType ?? permission), description: String(description ?? '') };
}

function readGrant(value: unknown) {
  const body = objectOf('body', value);
  const context = readContext(body.contextIdentifier);
  if (context?.type !== 'Nip') throw invalidInput("'contextIdentifier' ma nieprawidłowy format.");
  const { type, value: identifier } = objectOf('authorizedIdentifier', body.authorizedIdentifier);
  if (!['Nip', 'Pesel', 'Fingerprint'].includes(String(type)) || String(identifier).length < 10)
    throw invalidInput("'authorizedIdentifier' ma nieprawidłowy format.");
  const subject = { type, value: identifier } as SubjectIdentifier;
  return { context, subject, body };
}
