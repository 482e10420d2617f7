import type { FastifyInstance } from 'fastify';
import { ksefNumberParameter, Problem, sendXml } from '../http/index.js';
import { invoiceBlob, isSeenBy } from '../invoices/index.js';
import { isStored } from '../sessions/index.js';
import type { ReceivingContext } from './receiving-context.js';
import { receivingLimits } from './receiving-limits.js';

/** `GET /invoices/ksef/{ksefNumber}` */
export function downloadInvoiceRoute(
  app: FastifyInstance,
  { kernel, callers, invoices }: ReceivingContext,
): void {
  app.get('/invoices/ksef/:ksefNumber', async (request, reply) => {
    const { context } = callers.authorize(request, ['InvoiceRead']);
    const number = ksefNumberParameter(request);
    const invoice = invoices.withKsefNumber(number);
    const bytes = invoice && kernel.blobs.get(invoiceBlob(invoice.referenceNumber));
    if (invoice === undefined || bytes === undefined || !isSeenBy(invoice, context)) {
      throw new Problem({
        status: 400,
        code: 21164,
        description: 'Faktura o podanym identyfikatorze nie istnieje.',
        details: [`Faktura o numerze KSeF ${number} nie została znaleziona.`],
      });
    }
    if (!isStored(kernel, invoice)) {
      throw new Problem({
        status: 400,
        code: 21165,
        description: 'Faktura o podanym numerze KSeF nie jest jeszcze dostępna.',
        details: [
          `Faktura o numerze KSeF ${number} została przetworzona, ale nie jest jeszcze dostępna do pobrania. Spróbuj ponownie później.`,
        ],
      });
    }
    if ((invoice.permanentlyStoredAt ?? 0) + receivingLimits(kernel).invoiceKeptForMs <= kernel.now())
      throw new Problem({ status: 410, description: 'Faktura nie jest już dostępna.' });
    return sendXml(reply, bytes, invoice.invoiceHash);
  });
}
