import type { FastifyInstance } from 'fastify';
import type { Callers } from '../access/index.js';
import { member, optionalNumber, wholeNumber } from '../http/index.js';
import type { Kernel } from '../kernel/index.js';
import {
  type ContextLimits,
  contextLimits,
  type SessionKindLimits,
  setContextLimits,
} from './context-limits.js';
import { contractLimits, rateLimitsOf, setRateLimits } from './rate-limit-settings.js';
import { readRateLimits } from './read-rate-limits.js';

/** Limits in force, and what `/testdata` changes of them. */
export function limitRoutes(app: FastifyInstance, kernel: Kernel, callers: Callers): void {
  app.get('/rate-limits', async (request) =>
    rateLimitsOf(kernel, callers.authenticate(request).context, kernel.options.rateLimits ?? 'off'),
  );
  app.post('/testdata/rate-limits', async (request) => {
    const { context } = callers.authenticate(request);
    setRateLimits(kernel, context, readRateLimits(member(request.body, 'rateLimits')));
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
    setContextLimits(kernel, context, readContextLimits(request.body));
    return {};
  });
  app.delete('/testdata/limits/context/session', async (request) => {
    setContextLimits(kernel, callers.authenticate(request).context, undefined);
    return {};
  });
}

function readContextLimits(body: unknown): ContextLimits {
  return {
    onlineSession: sessionKind(member(body, 'onlineSession'), 'onlineSession'),
    batchSession: sessionKind(member(body, 'batchSession'), 'batchSession'),
    collectiveIdentifier: {
      // Clients of the contract before 2.8 do not know it.
      maxInvoices: optionalNumber(body, 'collectiveIdentifier', 'maxInvoices') ?? 500,
    },
  };
}

function sessionKind(given: unknown, name: string): SessionKindLimits {
  return {
    maxInvoiceSizeInMB: wholeNumber(given, 'maxInvoiceSizeInMB', name, 5),
    maxInvoiceWithAttachmentSizeInMB: wholeNumber(given, 'maxInvoiceWithAttachmentSizeInMB', name, 10),
    maxInvoices: wholeNumber(given, 'maxInvoices', name, 100_000),
  };
}
