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
  app.post('/testdata/rate-limits', async (request) => {
    const { context } = callers.authenticate(request);
    setRateLimits(kernel, context, readRateLimits(request.body, inForce(context)));
    return {};
  });
  app.post('/testdata/rate-limits/production', async (request) => {
    setRateLimits(kernel, callers.authenticate(request).context, contractLimits);
    return {};
  });
  app.delete('/testdata/rate-limits', async (request) => {
    setRateLimits(kernel, callers.authenticate(request).context, undefined);
    return {};
  });

  app.get('/limits/context', async (request) => contextLimits(kernel, callers.authenticate(request).context));
  app.post('/testdata/limits/context/session', async (request) => {
    const { context } = callers.authenticate(request);
    setContextLimits(kernel, context, bodyOf<ContextLimits>(request));
    return {};
  });
  app.delete('/testdata/limits/context/session', async (request) => {
    setContextLimits(kernel, callers.authenticate(request).context, undefined);
    return {};
  });
}
