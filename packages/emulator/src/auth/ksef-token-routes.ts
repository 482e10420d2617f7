import { randomBytes } from 'node:crypto';
import type { ContextIdentifier } from '@ksef/core';
import type { FastifyInstance } from 'fastify';
import type { EmulatorKernel } from '../emulator-kernel.js';
import { Problem } from '../kernel.js';
import { pageOf } from '../paging.js';
import { invalidInput } from '../sessions/problems.js';
import { type KsefTokenRecord, ownerPermissions } from './records.js';
import { hashOf } from './token-login.js';

/** A KSeF token in the form that KSeF gives out; nobody has registered it. */
export function formatToken(context: ContextIdentifier, referenceNumber: string): string {
  const type = context.type[0]?.toLowerCase() + context.type.slice(1);
  return `${referenceNumber}|${type}-${context.value}|${randomBytes(32).toString('hex')}`;
}

/** Makes a KSeF token that logs in, also in strict mode. */
export function mintToken(
  kernel: EmulatorKernel,
  context: ContextIdentifier,
  permissions: readonly string[] = ownerPermissions,
  description = 'made by the control side',
): { referenceNumber: string; token: string } {
  const referenceNumber = kernel.newReferenceNumber('EC');
  const token = formatToken(context, referenceNumber);
  kernel.collection<KsefTokenRecord>('ksef-tokens').set(hashOf(token), {
    referenceNumber,
    secretHash: hashOf(token),
    context,
    description,
    permissions,
    createdAt: kernel.now(),
    lastUsedAt: null,
    status: 'Active',
  });
  return { referenceNumber, token };
}

/** `/tokens` */
export function ksefTokenRoutes(app: FastifyInstance, kernel: EmulatorKernel): void {
  const tokens = kernel.collection<KsefTokenRecord>('ksef-tokens');

  app.post('/tokens', async (request, reply) => {
    const principal = kernel.authenticate(request);
    const { permissions, description } = (request.body ?? {}) as {
      permissions?: unknown;
      description?: unknown;
    };
    const details: string[] = [];
    if (!Array.isArray(permissions) || permissions.length === 0) details.push("'permissions' jest wymagane.");
    if (typeof description !== 'string' || description.length < 5 || description.length > 256) {
      details.push("'description' musi mieć od 5 do 256 znaków.");
    }
    if (details.length > 0) throw invalidInput(...details);
    if (principal.context.type !== 'Nip' && principal.context.type !== 'InternalId') {
      throw new Problem({
        status: 400,
        code: 26002,
        description: 'Nie można wygenerować tokena dla obecnego typu kontekstu.',
      });
    }
    const missing = (permissions as string[]).filter((one) => !principal.permissions.includes(one));
    if (missing.length > 0) {
      throw new Problem({
        status: 400,
        code: 26001,
        description: 'Nie można nadać tokenowi uprawnień których nie posiadasz.',
        details: missing,
      });
    }
    return reply
      .code(202)
      .send(mintToken(kernel, principal.context, permissions as string[], String(description)));
  });

  app.get('/tokens', async (request) => {
    const own = ofContext(kernel.authenticate(request).context).sort(
      (one, other) => other.createdAt - one.createdAt,
    );
    const page = pageOf(request, own, 10, 100);
    return { continuationToken: page.continuationToken, tokens: page.items.map(describe) };
  });

  app.get<{ Params: { referenceNumber: string } }>('/tokens/:referenceNumber', async (request) =>
    describe(find(kernel.authenticate(request).context, request.params.referenceNumber)),
  );

  app.delete<{ Params: { referenceNumber: string } }>('/tokens/:referenceNumber', async (request, reply) => {
    const token = find(kernel.authenticate(request).context, request.params.referenceNumber);
    tokens.set(token.secretHash, { ...token, status: 'Revoked' });
    return reply.code(204).send();
  });

  function ofContext(context: ContextIdentifier): KsefTokenRecord[] {
    return [...tokens.values()].filter(
      (token) => token.context.type === context.type && token.context.value === context.value,
    );
  }

  function find(context: ContextIdentifier, referenceNumber: string): KsefTokenRecord {
    const token = ofContext(context).find((one) => one.referenceNumber === referenceNumber);
    if (token !== undefined) return token;
    throw new Problem({
      status: 403,
      description: 'Brak dostępu do zasobu.',
      reasonCode: 'insufficient-resource-access',
    });
  }

  function describe(token: KsefTokenRecord) {
    return {
      referenceNumber: token.referenceNumber,
      authorIdentifier: { type: 'Nip', value: token.context.value.slice(0, 10) },
      contextIdentifier: token.context,
      description: token.description,
      requestedPermissions: token.permissions,
      dateCreated: kernel.timestamp(token.createdAt),
      lastUseDate: null,
      status: token.status,
      statusDetails: null,
    };
  }
}
