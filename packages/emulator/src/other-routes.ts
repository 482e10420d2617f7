import type { FastifyInstance } from 'fastify';
import { readContext } from './auth/token-login.js';
import { contractOperations } from './contract-operations.js';
import type { EmulatorKernel } from './emulator-kernel.js';
import { Problem } from './kernel.js';
import { invalidInput } from './sessions/problems.js';

const defaults: Readonly<Record<string, readonly [number, number, number]>> = {
  onlineSession: [10, 30, 120],
  batchSession: [10, 20, 60],
  invoiceSend: [10, 30, 180],
  invoiceStatus: [30, 120, 1200],
  sessionList: [5, 10, 60],
  sessionInvoiceList: [10, 20, 200],
  sessionMisc: [10, 120, 1200],
  invoiceMetadata: [8, 16, 20],
  invoiceExport: [8, 16, 20],
  invoiceExportStatus: [10, 60, 600],
  invoiceDownload: [8, 16, 64],
  collectiveIdentifier: [10, 60, 120],
  other: [10, 30, 120],
};

/** Public keys, limits, blocking of contexts, and a refusal for every operation that is not emulated. */
export function otherRoutes(app: FastifyInstance, kernel: EmulatorKernel): void {
  app.get('/security/public-key-certificates', async () => kernel.keys.list());

  app.get('/rate-limits', async (request) => {
    kernel.authenticate(request);
    const mode = kernel.options.rateLimits ?? 'off';
    // KSeF 2.8 writes -1 for a window without a limit.
    const inForce = (limit: number) =>
      mode === 'off' ? -1 : Math.ceil(limit * (mode === 'contract' ? 1 : mode.scale));
    return Object.fromEntries(
      Object.entries(defaults).map(([group, [perSecond, perMinute, perHour]]) => [
        group,
        { perSecond: inForce(perSecond), perMinute: inForce(perMinute), perHour: inForce(perHour) },
      ]),
    );
  });

  app.get('/limits/context', async (request) => {
    kernel.authenticate(request);
    const limits = { maxInvoiceSizeInMB: 1, maxInvoiceWithAttachmentSizeInMB: 3, maxInvoices: 10_000 };
    return { onlineSession: limits, batchSession: limits };
  });

  app.get('/limits/subject', async (request) => {
    kernel.authenticate(request);
    return { enrollment: { maxEnrollments: 300 }, certificate: { maxCertificates: 100 } };
  });

  const blocked = kernel.collection<{ key: string }>('blocked-contexts');
  app.post('/testdata/context/block', async (request) => {
    const key = keyOf(request.body);
    blocked.set(key, { key });
    return {};
  });
  app.post('/testdata/context/unblock', async (request) => {
    blocked.delete(keyOf(request.body));
    return {};
  });
}

/** Registered last: what KSeF has and the emulator has not. */
export function refuseTheRest(app: FastifyInstance): void {
  for (const { method, path } of contractOperations) {
    const url = path.replace(/\{(\w+)\}/g, ':$1');
    if (app.hasRoute({ method, url: `/v2${url}` }) || app.hasRoute({ method, url })) continue;
    app.route({
      method,
      url,
      handler: () => {
        throw new Problem({
          status: 501,
          description: `The emulator does not do ${method} ${path} yet. Nothing was changed.`,
        });
      },
    });
  }
}

function keyOf(body: unknown): string {
  const context = readContext((body as { contextIdentifier?: unknown } | null)?.contextIdentifier);
  if (context === undefined) {
    throw invalidInput("'contextIdentifier' ma nieprawidłowy format.");
  }
  return `${context.type}:${context.value}`;
}
