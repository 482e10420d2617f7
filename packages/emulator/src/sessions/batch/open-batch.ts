import type { FastifyInstance } from 'fastify';
import { bodyOf, inOnePass, invalidInput } from '../../http/index.js';
import type { Area } from '../area.js';
import { batchPermissions } from '../needed-permissions.js';
import { beginSession, type OpeningRequest, readOpening } from '../opening.js';
import type { SessionRecord } from '../records.js';
import { takeSessionFault } from '../session-faults.js';
import { sessionLimits } from '../session-limits.js';
import { batchStatus } from '../statuses.js';
import { type BatchFileInfo, readBatchFile } from './batch-file-input.js';

/** Body of `POST /sessions/batch`. */
interface BatchRequest extends OpeningRequest {
  readonly batchFile: BatchFileInfo;
  readonly offlineMode?: boolean | null;
}

/** `POST /sessions/batch` */
export function openBatchRoute(app: FastifyInstance, { kernel, callers, store, processing }: Area): void {
  app.post('/sessions/batch', async (request, reply) => {
    const principal = callers.authorize(request, batchPermissions);
    const body = bodyOf<BatchRequest>(request);
    const limits = sessionLimits(kernel);
    const { batchFile, opening } = inOnePass({
      batchFile: () => readBatchFile(body.batchFile, limits),
      opening: () => readOpening(body),
    });
    if (opening.form.value === 'PEF') {
      throw invalidInput("'formCode' nie jest obsługiwanym schematem sesji wsadowej.");
    }

    const now = kernel.now();
    const uploadTimeMs = batchFile.parts.length * limits.uploadTimePerPartMs;
    const session: SessionRecord = {
      ...beginSession(kernel, request, principal, opening),
      referenceNumber: kernel.newReferenceNumber('SB'),
      batch: { ...batchFile, offlineMode: body.offlineMode ?? false },
      createdAt: now,
      validUntil: now + uploadTimeMs,
      updatedAt: now,
      status: batchStatus(100),
      spoiled: takeSessionFault(kernel, 'becomes415'),
    };
    store.sessions.set(session.referenceNumber, session);
    processing.addSession(session);
    kernel.record('batch-opened', {
      referenceNumber: session.referenceNumber,
      context: session.context,
      form: session.form.systemCode,
      parts: batchFile.parts.length,
    });
    return reply.code(201).send({
      referenceNumber: session.referenceNumber,
      partUploadRequests: batchFile.parts.map(({ ordinalNumber }) => ({
        ordinalNumber,
        method: 'PUT',
        url: kernel.presign(`batch-parts/${session.referenceNumber}/${ordinalNumber}`, uploadTimeMs, 'PUT')
          .url,
        headers: { 'x-ms-blob-type': 'BlockBlob' },
      })),
    });
  });
}
