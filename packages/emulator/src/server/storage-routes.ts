import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { applyFaults, type PlannedFaults } from '../faults/index.js';
import { type EmulatorKernel, type PresignedMethod, type PresignedQuery, sha256 } from '../kernel/index.js';
import type { ReceivingArea } from '../receiving/index.js';
import type { SessionsArea } from '../sessions/index.js';

/** The storage behind presigned addresses, `/_storage`: it knows signatures, no tokens, and answers errors in XML. */
export function storageRoutes(
  app: FastifyInstance,
  kernel: EmulatorKernel,
  faults: PlannedFaults,
  sessions: SessionsArea,
  receiving: ReceivingArea,
): void {
  applyFaults(app, kernel, faults);
  // Bodies of parts are large: routes read them as streams.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_request, payload, done) => done(null, payload));

  app.addHook('onRequest', async (request, reply) => {
    const method: PresignedMethod = request.method === 'PUT' ? 'PUT' : 'GET';
    if (request.headers.authorization !== undefined) {
      return sendStorageError(reply, 401, 'InvalidAuthenticationInfo');
    }
    if (!kernel.isPresigned(pathOf(request), request.query as PresignedQuery, method)) {
      return sendStorageError(reply, 403, 'AuthenticationFailed');
    }
  });

  app.get('/_storage/upo/*', async (request, reply) => {
    const path = pathOf(request);
    await sessions.prepareReceipt(path);
    const bytes = kernel.blobs.get(path);
    if (bytes === undefined) return sendStorageError(reply, 404, 'BlobNotFound');
    return reply.header('x-ms-meta-hash', sha256(bytes)).type('application/xml').send(Buffer.from(bytes));
  });

  app.put<{ Params: { referenceNumber: string; ordinalNumber: string } }>(
    '/_storage/batch-parts/:referenceNumber/:ordinalNumber',
    async (request, reply) => {
      const { referenceNumber, ordinalNumber } = request.params;
      const answer = await sessions.uploadPart(referenceNumber, Number(ordinalNumber), request);
      if (answer.error !== undefined) return sendStorageError(reply, answer.status, answer.error);
      return reply.code(201).header('etag', `"${answer.etag}"`).send();
    },
  );

  app.get<{ Params: { referenceNumber: string; partName: string } }>(
    '/_storage/exports/:referenceNumber/:partName',
    (request, reply) => {
      const { referenceNumber, partName } = request.params;
      const sent = receiving.download(request, reply, referenceNumber, partName);
      if (!sent) sendStorageError(reply, 404, 'BlobNotFound');
    },
  );

  app.all('/_storage/*', (_request, reply) => sendStorageError(reply, 404, 'BlobNotFound'));
}

/** The name under which the storage keeps it, decoded. */
function pathOf(request: FastifyRequest): string {
  const [path = ''] = request.url.split('?');
  return decodeURIComponent(path.replace(/^\/_storage\//, ''));
}

function sendStorageError(reply: FastifyReply, status: number, code: string): FastifyReply {
  return reply
    .code(status)
    .type('application/xml')
    .header('x-ms-error-code', code)
    .send(`<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code></Error>`);
}
