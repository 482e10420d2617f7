import type { FastifyInstance } from 'fastify';
import { invalidInput } from '../sessions/problems.js';
import type { ReceivingControl } from './control.js';
import { exportFaultKinds } from './exports/faults.js';
import type { ReceivingLimits } from './limits.js';
import type { SeedOptions } from './seed-invoices.js';

/** The HTTP twins of {@link ReceivingControl}. */
export function receivingControlRoutes(app: FastifyInstance, control: ReceivingControl): void {
  app.post('/_emulator/receiving-limits', async (request) => {
    control.setReceivingLimits((request.body as Partial<ReceivingLimits> | null) ?? undefined);
    return {};
  });

  app.post('/_emulator/high-water-mark', async (request) => {
    const { heldAt, lagMs } = body(request.body);
    if (typeof heldAt === 'string' && Number.isNaN(Date.parse(heldAt)))
      throw invalidInput('heldAt is RFC 3339');
    control.setHighWaterMark({
      ...(typeof heldAt === 'string' || heldAt === null ? { heldAt } : {}),
      ...(typeof lagMs === 'number' ? { lagMs } : {}),
    });
    return {};
  });

  app.post('/_emulator/invoices/hide', async (request) => {
    const { count, forMs } = body(request.body);
    if (typeof count !== 'number' || typeof forMs !== 'number') {
      throw invalidInput('count and forMs (milliseconds) are needed');
    }
    control.hideInvoices(count, forMs);
    return {};
  });

  app.post('/_emulator/invoices/seed', async (request) =>
    control.seedInvoices(body(request.body) as unknown as SeedOptions),
  );

  app.post('/_emulator/exports/break', async (request) => {
    const { kind, times } = body(request.body);
    const known = exportFaultKinds.find((one) => one === kind);
    if (known === undefined) throw invalidInput(`kind is one of ${exportFaultKinds.join(', ')}`);
    control.breakExports(known, typeof times === 'number' ? times : 1);
    return {};
  });
}

function body(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
