import type { FastifyInstance } from 'fastify';
import type { Fault } from '../faults/index.js';
import { amountOf, choiceOf, invalidInput, membersOf } from '../http/index.js';
import { readContext } from '../identifiers/index.js';
import { type EmulatorKernel, rotationModes } from '../kernel/index.js';
import type { SeedOptions } from '../seeding/index.js';
import type { SessionFaultKind, SessionLimits } from '../sessions/index.js';
import type { EmulatorControl } from './control.js';

/** The control side over HTTP, for clients in any language. What it is given, `control` checks too. */
export function controlRoutes(app: FastifyInstance, control: EmulatorControl, kernel: EmulatorKernel): void {
  app.get('/_emulator/health', async () => ({ ok: true, now: kernel.timestamp() }));

  app.post('/_emulator/clock', async (request) => {
    const { advanceMs, setTo } = membersOf(request.body, ['advanceMs', 'setTo']);
    if ((advanceMs === undefined) === (setTo === undefined))
      throw invalidInput('advanceMs (milliseconds) or setTo (RFC 3339) is needed, and only one of them');
    if (setTo === undefined) control.advanceClock(advanceMs as number);
    else control.setClock(setTo as string);
    return { now: kernel.timestamp() };
  });

  app.post('/_emulator/keys/rotate', async (request) => {
    const { mode = 'planned' } = membersOf(request.body, ['mode']);
    await control.rotateKeys(choiceOf('mode', mode, rotationModes));
    return kernel.keys.ring.list();
  });

  app.post('/_emulator/faults', async (request) => ({ id: control.addFault(request.body as Fault) }));

  app.get('/_emulator/faults', async () => control.faults());

  app.delete('/_emulator/faults', async (_request, reply) => {
    control.clearFaults();
    return reply.code(204).send();
  });

  app.post('/_emulator/sessions/break', async (request) => {
    const { kind, times } = membersOf(request.body, ['kind', 'times']);
    control.breakSessions(kind as SessionFaultKind, times as number | undefined);
    return {};
  });

  app.post('/_emulator/settings', async (request) => {
    const names = ['processingDelayMs', 'authDelayMs', 'tokenActivationDelayMs', 'sessionLimits'] as const;
    const { sessionLimits, ...delays } = membersOf(request.body, names);
    for (const [name, ms] of Object.entries(delays)) amountOf(name, ms);
    if (sessionLimits !== undefined)
      control.setSessionLimits((sessionLimits as Partial<SessionLimits> | null) ?? undefined);
    const { processingDelayMs, authDelayMs, tokenActivationDelayMs } = delays;
    if (typeof processingDelayMs === 'number') control.setProcessingDelay(processingDelayMs);
    if (typeof authDelayMs === 'number') control.setAuthDelay(authDelayMs);
    if (typeof tokenActivationDelayMs === 'number') control.setTokenActivationDelay(tokenActivationDelayMs);
    return {};
  });

  app.post('/_emulator/invoices/seed', async (request) => control.seedInvoices(request.body as SeedOptions));

  app.post('/_emulator/tokens', async (request) => {
    const context = readContext(membersOf(request.body, ['contextIdentifier']).contextIdentifier);
    if (context === undefined) throw invalidInput('contextIdentifier { type, value } is needed');
    return control.mintToken(context);
  });

  app.get('/_emulator/authority', async (_request, reply) =>
    reply.type('application/x-pem-file').send(control.authorityCertificate()),
  );

  app.get<{ Querystring: { type?: string } }>('/_emulator/events', async (request) =>
    control.events(request.query.type),
  );

  app.post('/_emulator/reset', async (_request, reply) => {
    control.reset();
    return reply.code(204).send();
  });
}

/** For programs that cannot send signals, or reach only a launcher that passes none on, as `npx` does. */
export function stopRoute(app: FastifyInstance, close: () => Promise<void>): void {
  app.post('/_emulator/stop', (_request, reply) => {
    reply.raw.once('close', () => void close());
    reply.code(204).send();
  });
}
