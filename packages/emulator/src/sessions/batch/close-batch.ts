import type { FastifyInstance } from 'fastify';
import { Problem, pathParameter } from '../../http/index.js';
import type { Area } from '../area.js';
import { findSession } from '../find-session.js';
import { batchPermissions } from '../needed-permissions.js';
import { statusForbids, unknownSession } from '../problems.js';
import type { BatchPartRecord } from '../records.js';
import { takeSessionFault } from '../session-faults.js';

/** `POST /sessions/batch/{referenceNumber}/close` */
export function closeBatchRoute(app: FastifyInstance, { kernel, callers, store, processing }: Area): void {
  app.post('/sessions/batch/:referenceNumber/close', async (request, reply) => {
    const principal = callers.authorize(request, batchPermissions);
    const session = findSession(store, principal, pathParameter(request, 'referenceNumber'));
    if (session.batch === undefined) throw unknownSession(session.referenceNumber);
    if (session.status.code === 440) throw cancelled();
    if (session.status.code !== 100) throw statusForbids(session.status.code, 'jej zamknięcie');
    for (const part of session.batch.parts) checkPart(part);
    session.hangs = takeSessionFault(kernel, 'hangOnClose');
    const fate = takeSessionFault(kernel, 'cancelledOnClose440')
      ? 440
      : takeSessionFault(kernel, 'batchFails500')
        ? 500
        : undefined;
    processing.closeBatch(session, fate);
    return reply.code(204).send();
  });
}

function checkPart({ ordinalNumber, fileSize, uploadedSize }: BatchPartRecord): void {
  if (uploadedSize === null) {
    throw new Problem({
      status: 400,
      code: 21205,
      description: 'Pakiet nie może być pusty.',
      details: [`Nie przesłano zadeklarowanej '${ordinalNumber}' części pliku.`],
    });
  }
  if (uploadedSize !== fileSize) {
    throw new Problem({
      status: 400,
      code: 21157,
      description: 'Nieprawidłowy rozmiar części pakietu.',
      details: [`Zadeklarowany rozmiar części '${ordinalNumber}' nie zgadza się z rzeczywistym.`],
    });
  }
}

function cancelled(): Problem {
  return new Problem({
    status: 400,
    code: 21208,
    description: 'Czas oczekiwania na requesty upload lub finish został przekroczony.',
    details: ['Sesja anulowana, przekroczony czas wysyłki.'],
  });
}
