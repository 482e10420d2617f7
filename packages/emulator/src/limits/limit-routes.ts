import type { ContextIdentifier } from '@ksef/core';
import type { FastifyInstance } from 'fastify';
import type { Callers } from '../access/index.js';
import { bodyOf } from '../http/index.js';
import type { Kernel } from '../kernel/index.js';
import { type ContextLimits, contextLimits, setContextLimits } from './context-limits.js';
import { contractLimits, rateLimitsOf, setRateLimits } from './rate-limit-settings.js';
import { readRateLimits } from './read-rate-limits.js';

/** Limits in force, and what `/testdata` changes of them. */
export function limitRoutes(app: FastifyInstance, kernel: Kernel, callers: Callers): void {
  const inForce = (context: ContextIdentifier) =>
    rateLimitsOf(kernel, context, kernel.options.rateLimits ?? 'off');

  app.get('/rate-limits', async (request) => inForce(callers.authenticate(request).context));
  app.post('/testdata/rate-limits', async (request, reply) => {
    const { context } = callers.authenticate(request);
    setRateLimits(kernel, context, readRateLimits(request.body, inForce(context)));
    return reply.send();
  });
  app.post('/testdata/rate-limits/production', async (request, reply) => {
    setRateLimits(kernel, callers.authenticate(request).context, contractLimits);
    return reply.send();
  });
  app.delete('/testdata/rate-limits', async (request, reply) => {
    setRateLimits(kernel, callers.authenticate(request).context, undefined);
    return reply.send();
  });

  app.get('/limits/context', async (request) => contextLimits(kernel, callers.authenticate(request).context));
  app.post('/testdata/limits/context/session', async (request, reply) => {
    const { context } = callers.authenticate(request);
    setContextLimits(kernel, context, bodyOf<ContextLimits>(request));
    return reply.send();
  });
  app.delete('/testdata/limits/context/session', async (request, reply) => {
    setContextLimits(kernel, callers.authenticate(request).context, undefined);
    return reply.send();
  });
}
