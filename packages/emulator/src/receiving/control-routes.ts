import type { FastifyInstance } from 'fastify';
import { membersOf } from '../http/index.js';
import type { ReceivingControl } from './control.js';
import type { ExportFaultKind } from './exports/export-faults.js';
import type { ReceivingLimits } from './receiving-limits.js';

type Mark = Parameters<ReceivingControl['setHighWaterMark']>[0];

/** The HTTP twins of {@link ReceivingControl}, which checks what it is given. */
export function receivingControlRoutes(app: FastifyInstance, control: ReceivingControl): void {
  app.post('/_emulator/receiving-limits', async (request) => {
    control.setReceivingLimits((request.body as Partial<ReceivingLimits> | null) ?? undefined);
    return {};
  });

  app.post('/_emulator/high-water-mark', async (request) => {
    control.setHighWaterMark(request.body as Mark);
    return {};
  });

  app.post('/_emulator/invoices/hide', async (request) => {
    const { count, forMs } = membersOf(request.body, ['count', 'forMs']);
    control.hideInvoices(count as number, forMs as number);
    return {};
  });

  app.post('/_emulator/exports/break', async (request) => {
    const { kind, times } = membersOf(request.body, ['kind', 'times']);
    control.breakExports(kind as ExportFaultKind, times as number | undefined);
    return {};
  });
}
