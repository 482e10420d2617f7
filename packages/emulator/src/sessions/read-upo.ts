import type { FastifyInstance } from 'fastify';
import { type Area, sendXml } from './area.js';
import { authorize, findSession, pathParameter, readingPermissions, requireReference } from './input.js';
import { unknownUpo } from './problems.js';
import { findInvoice, ksefNumberParameter } from './read-invoices.js';
import { invoiceUpo, sessionUpo } from './upo.js';

/** Receipts by invoice reference number, by KSeF number and by UPO reference number. */
export function readUpoRoutes(app: FastifyInstance, { kernel, store, settlement }: Area): void {
  app.get('/sessions/:referenceNumber/invoices/:invoiceReferenceNumber/upo', async (request, reply) => {
    settlement.settle();
    const principal = authorize(kernel, request, readingPermissions);
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
    settlement.settle();
    const principal = authorize(kernel, request, readingPermissions);
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
    settlement.settle();
    const principal = authorize(kernel, request, readingPermissions);
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
