import type { FastifyInstance } from 'fastify';
import { pathParameter } from '../../http/index.js';
import type { Area } from '../area.js';
import { findSession } from '../find-session.js';
import { sendingPermissions } from '../needed-permissions.js';
import { statusForbids, unknownSession } from '../problems.js';
import { takeSessionFault } from '../session-faults.js';

/** `POST /sessions/online/{referenceNumber}/close` */
export function closeSessionRoute(app: FastifyInstance, { kernel, callers, store, processing }: Area): void {
  app.post('/sessions/online/:referenceNumber/close', async (request, reply) => {
    const principal = callers.authorize(request, sendingPermissions);
    const session = findSession(store, principal, pathParameter(request, 'referenceNumber'));
    if (session.batch !== undefined) throw unknownSession(session.referenceNumber);
    if (session.status.code !== 100) throw statusForbids(session.status.code, 'jej zamknięcie');
    session.hangs = takeSessionFault(kernel, 'hangOnClose');
    processing.close(session, kernel.now());
    return reply.code(204).send();
  });
}
