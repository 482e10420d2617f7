import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { InvoiceRegister } from '../invoices/index.js';
import type { Kernel } from '../kernel/index.js';
import { verifyCertificate } from './certificate-verdict.js';
import { verifyInvoice } from './invoice-verdict.js';
import { verdictPage } from './page.js';
import type { Verdict } from './verdict.js';

/** The pages that codes on invoices lead to: HTML, or JSON where the request accepts that. */
export function verificationRoutes(app: FastifyInstance, kernel: Kernel, invoices: InvoiceRegister): void {
  app.get<{ Params: { nip: string; date: string; hash: string } }>(
    '/invoice/:nip/:date/:hash',
    async (request, reply) => {
      const { nip, date, hash } = request.params;
      return answer(request, reply, verifyInvoice(invoices, nip, date, hash));
    },
  );

  app.get<{
    Params: Record<
      'contextType' | 'contextValue' | 'sellerNip' | 'serialNumber' | 'hash' | 'signature',
      string
    >;
  }>(
    '/certificate/:contextType/:contextValue/:sellerNip/:serialNumber/:hash/:signature',
    async (request, reply) => {
      // As it came: the signature covers the characters of the link, not what they decode to.
      const path = (request.raw.url ?? '').split('?')[0] ?? '';
      const signedText = `${request.host}${path.slice(0, path.lastIndexOf('/'))}`;
      return answer(request, reply, verifyCertificate(kernel, invoices, { ...request.params, signedText }));
    },
  );
}

function answer(request: FastifyRequest, reply: FastifyReply, verdict: Verdict): FastifyReply {
  reply.header('vary', 'accept').header('cache-control', 'no-store');
  if (request.headers.accept?.includes('application/json') === true) return reply.send(verdict);
  return reply
    .header('content-security-policy', "default-src 'none'")
    .type('text/html; charset=utf-8')
    .send(verdictPage(verdict));
}
