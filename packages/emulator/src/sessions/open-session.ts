import type { FastifyInstance } from 'fastify';
import { objectOf } from '../input/read-fields.js';
import type { Area } from './area.js';
import { takeSessionFault } from './faults.js';
import { authorize, sendingPermissions } from './input.js';
import { sessionLimits } from './limits.js';
import { beginSession, readOpening } from './opening.js';
import type { SessionRecord } from './records.js';
import { sessionStatus } from './statuses.js';

/** `POST /sessions/online` */
export function openSessionRoute(app: FastifyInstance, { kernel, store, settlement }: Area): void {
  app.post('/sessions/online', async (request, reply) => {
    settlement.settle();
    const principal = authorize(kernel, request, sendingPermissions);
    const opening = readOpening(objectOf('body', request.body));
    const now = kernel.now();
    const session: SessionRecord = {
      ...beginSession(kernel, request, principal, opening),
      referenceNumber: kernel.newReferenceNumber('SO'),
      createdAt: now,
      validUntil: now + sessionLimits(kernel).sessionLifetimeMs,
      updatedAt: now,
      status: sessionStatus(100),
      spoiled: takeSessionFault(kernel, 'becomes415'),
    };
    store.sessions.set(session.referenceNumber, session);
    settlement.addSession(session);
    kernel.record('session-opened', {
      referenceNumber: session.referenceNumber,
      context: session.context,
      form: session.form.systemCode,
    });
    return reply
      .code(201)
      .send({ referenceNumber: session.referenceNumber, validUntil: kernel.timestamp(session.validUntil) });
  });
}
