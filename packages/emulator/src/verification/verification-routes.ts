import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { InvoiceRegister } from '../invoices/index.js';
import type { Kernel } from '../kernel/index.js';
import { verifyCertificate } from './certificate-verdict.js';
import { verifyInvoice } from './invoice-verdict.js';
import { badLinkPage, pagePolicy, verdictPage } from './page.js';
import { BadLink, type Verdict, verdictJson } from './verdict.js';
import { chooseLanguage } from './words.js';

/** The pages that codes on invoices lead to: HTML in Polish or English, or JSON where the request accepts that. */
export function verificationRoutes(app: FastifyInstance, kernel: Kernel, invoices: InvoiceRegister): void {
  app.get<{ Params: { nip: string; date: string; hash: string } }>(
    '/invoice/:nip/:date/:hash',
    async (request, reply) => {
      const { nip, date, hash } = request.params;
      return answer(request, reply, () => verifyInvoice(invoices, nip, date, hash));
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
      return answer(request, reply, () =>
        verifyCertificate(kernel, invoices, { ...request.params, signedText }),
      );
    },
  );
}

function answer(request: FastifyRequest, reply: FastifyReply, verify: () => Verdict): FastifyReply {
  reply.header('vary', 'accept, accept-language').header('cache-control', 'no-store');
  if (request.headers.accept?.includes('application/json') === true) return reply.send(verdictJson(verify()));
  const { lang } = request.query as { readonly lang?: string };
  const language = chooseLanguage(lang, request.headers['accept-language']);
  reply
    .header('content-security-policy', pagePolicy)
    .header('content-language', language)
    .header('x-content-type-options', 'nosniff')
    .type('text/html; charset=utf-8');
  try {
    return reply.send(verdictPage(verify(), language));
  } catch (error) {
    if (!(error instanceof BadLink)) throw error;
    return reply.code(error.status).send(badLinkPage(error.words, language));
  }
}
