import type { FastifyInstance } from 'fastify';
import type { Callers } from '../access/index.js';
import { Problem } from '../http/index.js';
import type { Kernel } from '../kernel/index.js';

const largestDocumentBytes = 1_000_000;

/** `POST /auth/xades-signature` */
export function xadesLoginRoute(app: FastifyInstance, kernel: Kernel, callers: Callers): void {
  app.post<{ Querystring: { verifyCertificateChain?: string } }>(
    '/auth/xades-signature',
    { bodyLimit: largestDocumentBytes },
    async (request, reply) => {
      if (!Buffer.isBuffer(request.body))
        throw new Problem({ status: 415, description: 'Nieobsługiwany typ treści.' });
      const { xadesLogin } = await import('./xades-login.js');
      const checkChain = request.query.verifyCertificateChain === 'true';
      return reply.code(202).send(xadesLogin(kernel, callers, request.body, checkChain));
    },
  );
}
