import type { FastifyInstance } from 'fastify';
import { ksefNumberParameter, pathParameter, requireReference, sendXml } from '../../http/index.js';
import type { Area } from '../area.js';
import { findSession } from '../find-session.js';
import { readingPermissions } from '../needed-permissions.js';
import { unknownUpo } from '../problems.js';
import { findInvoice } from '../status/session-invoice-routes.js';
import { invoiceUpo, sessionUpo } from './upo.js';

/** Receipts by invoice reference number, by KSeF number and by UPO reference number. */
export function upoRoutes(app: FastifyInstance, { kernel, callers, store }: Area): void {
  app.get('/sessions/:referenceNumber/invoices/:invoiceReferenceNumber/upo', async (request, reply) => {
    const principal = callers.authorize(request, readingPermissions);
    const session = findSession(store, principal, pathParameter(request, 'referenceNumber'));
    const invoice = findInvoice(store, session, request);
    if (invoice.status.code !== 200) {
      throw unknownUpo(
        `UPO o numerze referencyjnym faktury ${invoice.referenceNumber} i numerze referencyjnym sesji ${session.referenceNumber} nie zostało znalezione.`,
      );
    }
    const { bytes, hash } = await invoiceUpo(kernel, session, invoice);
    return sendXml(reply, bytes, hash);
  });

  app.get('/sessions/:referenceNumber/invoices/ksef/:ksefNumber/upo', async (request, reply) => {
    const principal = callers.authorize(request, readingPermissions);
    const session = findSession(store, principal, pathParameter(request, 'referenceNumber'));
    const number = ksefNumberParameter(request);
    const invoice = store.invoices.withKsefNumber(number);
    if (invoice?.sessionReferenceNumber !== session.referenceNumber) {
      throw unknownUpo(
        `UPO o numerze KSeF ${number} i numerze referencyjnym sesji ${session.referenceNumber} nie zostało znalezione.`,
      );
    }
    const { bytes, hash } = await invoiceUpo(kernel, session, invoice);
    return sendXml(reply, bytes, hash);
  });

  app.get('/sessions/:referenceNumber/upo/:upoReferenceNumber', async (request, reply) => {
    const principal = callers.authorize(request, readingPermissions);
    const session = findSession(store, principal, pathParameter(request, 'referenceNumber'));
    const reference = pathParameter(request, 'upoReferenceNumber');
    requireReference('upoReferenceNumber', reference);
    const upo = store.upos.get(reference);
    if (upo?.session !== session.referenceNumber) {
      throw unknownUpo(
        `UPO o numerze referencyjnym ${reference} dla sesji ${session.referenceNumber} nie zostało znalezione.`,
      );
    }
    const { bytes, hash } = await sessionUpo(kernel, store, session, upo.page);
    return sendXml(reply, bytes, hash);
  });
}
