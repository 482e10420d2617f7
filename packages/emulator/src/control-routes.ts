import type { FastifyInstance } from 'fastify';
import { readContext } from './auth/read-context.js';
import type { EmulatorControl } from './control.js';
import type { EmulatorKernel } from './emulator-kernel.js';
import type { Fault } from './faults.js';
import { Problem } from './kernel.js';
import { rotationModes } from './keys/key-ring.js';
import { sessionFaultKinds } from './sessions/faults.js';

/** The control side over HTTP, for clients in any language. */
export function controlRoutes(app: FastifyInstance, control: EmulatorControl, kernel: EmulatorKernel): void {
  app.get('/_emulator/health', async () => ({ ok: true, now: kernel.timestamp() }));

  app.post('/_emulator/clock', async (request) => {
    const { advanceMs, setTo } = body(request.body);
    if (typeof advanceMs === 'number') control.advanceClock(advanceMs);
    else if (typeof setTo === 'string' && !Number.isNaN(Date.parse(setTo))) control.setClock(setTo);
    else throw bad('advanceMs (milliseconds) or setTo (RFC 3339) is needed');
    return { now: kernel.timestamp() };
  });

  app.post('/_emulator/keys/rotate', async (request) => {
    const { mode = 'planned' } = body(request.body);
    const known = rotationModes.find((one) => one === mode);
    if (known === undefined) throw bad(`mode is one of ${rotationModes.join(', ')}`);
    await control.rotateKeys(known);
    return kernel.keys.ring.list();
  });

  app.post('/_emulator/faults', async (request) => {
    const fault = body(request.body);
    return { id: control.addFault(fault as unknown as Fault) };
  });

  app.delete('/_emulator/faults', async (_request, reply) => {
    control.clearFaults();
    return reply.code(204).send();
  });

  app.post('/_emulator/sessions/break', async (request) => {
    const { kind, times } = body(request.body);
    const known = sessionFaultKinds.find((one) => one === kind);
    if (known === undefined) throw bad(`kind is one of ${sessionFaultKinds.join(', ')}`);
    control.breakSessions(known, typeof times === 'number' ? times : 1);
    return {};
  });

  app.post('/_emulator/settings', async (request) => {
    const { processingDelayMs, authDelayMs, tokenActivationDelayMs, sessionLimits } = body(request.body);
    if (typeof processingDelayMs === 'number') control.setProcessingDelay(processingDelayMs);
    if (typeof authDelayMs === 'number') control.setAuthDelay(authDelayMs);
    if (typeof tokenActivationDelayMs === 'number') control.setTokenActivationDelay(tokenActivationDelayMs);
    if (typeof sessionLimits === 'object') control.setSessionLimits(sessionLimits ?? undefined);
    return {};
  });

  app.post('/_emulator/tokens', async (request) => {
    const context = readContext(body(request.body).contextIdentifier);
    if (context === undefined) throw bad('contextIdentifier { type, value } is needed');
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

function body(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function bad(description: string): Problem {
  return new Problem({ status: 400, code: 21405, description });
}
