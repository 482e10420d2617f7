import type { FastifyInstance } from 'fastify';
import { bodyOf } from '../../http/index.js';
import type { Area } from '../area.js';
import { sendingPermissions } from '../needed-permissions.js';
import { beginSession, type OpeningRequest, readOpening } from '../opening.js';
import type { SessionRecord } from '../records.js';
import { takeSessionFault } from '../session-faults.js';
import { sessionLimits } from '../session-limits.js';
import { sessionStatus } from '../statuses.js';

/** `POST /sessions/online` */
export function openSessionRoute(app: FastifyInstance, { kernel, callers, store, processing }: Area): void {
  app.post('/sessions/online', async (request, reply) => {
    const principal = callers.authorize(request, sendingPermissions);
    const opening = readOpening(bodyOf<OpeningRequest>(request));
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
    processing.addSession(session);
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
