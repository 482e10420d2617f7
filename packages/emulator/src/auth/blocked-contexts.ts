import type { ContextIdentifier } from '@ksef/core';
import type { FastifyInstance } from 'fastify';
import { invalidInput } from '../http/index.js';
import { readContext } from '../identifiers/index.js';
import type { Kernel } from '../kernel/index.js';

/** `/testdata/context`: contexts to which no login leads. */
export function blockedContextRoutes(app: FastifyInstance, kernel: Kernel): void {
  const blocked = blockedContexts(kernel);
  app.post('/testdata/context/block', async (request, reply) => {
    const key = contextKeyOf(request.body);
    blocked.set(key, { key });
    return reply.send();
  });
  app.post('/testdata/context/unblock', async (request, reply) => {
    blocked.delete(contextKeyOf(request.body));
    return reply.send();
  });
}

/** Whether logins to a context end with status 480. */
export function isBlocked(kernel: Kernel, { type, value }: ContextIdentifier): boolean {
  return blockedContexts(kernel).get(`${type}:${value}`) !== undefined;
}

function contextKeyOf(body: unknown): string {
  const context = readContext((body as { contextIdentifier?: unknown } | undefined)?.contextIdentifier);
  if (context === undefined) throw invalidInput("'contextIdentifier' ma nieprawidłowy format.");
  return `${context.type}:${context.value}`;
}

function blockedContexts(kernel: Kernel) {
  return kernel.collection<{ key: string }>('blocked-contexts');
}
