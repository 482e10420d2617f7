import type { FastifyInstance } from 'fastify';
import type { Area } from './area.js';
import { takeSessionFault } from './faults.js';
import { authorize, findSession, pathParameter, sendingPermissions } from './input.js';
import { statusForbids, unknownSession } from './problems.js';

/** `POST /sessions/online/{referenceNumber}/close` */
export function closeSessionRoute(app: FastifyInstance, { kernel, store, settlement }: Area): void {
  app.post('/sessions/online/:referenceNumber/close', async (request, reply) => {
    settlement.settle();
    const principal = authorize(kernel, request, sendingPermissions);
    const session = findSession(store, principal, pathParameter(request, 'referenceNumber'));
    if (session.batch !== undefined) throw unknownSession(session.referenceNumber);
    if (session.status.code !== 100) throw statusForbids(session.status.code, 'jej zamknięcie');
    session.hangs = takeSessionFault(kernel, 'hangOnClose');
    settlement.close(session, kernel.now());
    return reply.code(204).send();
  });
}
