import { findFormCode, isSameForm } from '@ksef/core';
import type { FastifyInstance } from 'fastify';
import type { Area } from './area.js';
import { takeSessionFault } from './faults.js';
import { authorize, bytesOf, objectOf, sendingPermissions, stringOf } from './input.js';
import { sessionLimits } from './limits.js';
import { invalidInput } from './problems.js';
import type { SessionRecord } from './records.js';
import { sessionStatus } from './statuses.js';

/** `POST /sessions/online` */
export function openSessionRoute(app: FastifyInstance, { kernel, store, settlement }: Area): void {
  app.post('/sessions/online', async (request, reply) => {
    settlement.settle();
    const principal = authorize(kernel, request, sendingPermissions);
    const body = objectOf('body', request.body);
    const formCode = objectOf('formCode', body.formCode);
    const given = {
      systemCode: stringOf('formCode.systemCode', formCode.systemCode),
      schemaVersion: stringOf('formCode.schemaVersion', formCode.schemaVersion),
      value: stringOf('formCode.value', formCode.value),
    };
    const form = findFormCode(given.systemCode);
    if (form === undefined || !isSameForm(form, given))
      throw invalidInput("'formCode' nie jest obsługiwanym schematem.");
    const encryption = objectOf('encryption', body.encryption);
    const encryptedKey = bytesOf('encryption.encryptedSymmetricKey', encryption.encryptedSymmetricKey);
    const iv = bytesOf('encryption.initializationVector', encryption.initializationVector, 16);
    const publicKeyId = encryption.publicKeyId ?? null;
    if (publicKeyId !== null) stringOf('encryption.publicKeyId', publicKeyId);
    const key = kernel.decryptSymmetricKey(encryptedKey, publicKeyId as string | null);

    const now = kernel.now();
    const features = String(request.headers['x-ksef-feature'] ?? '').split(/[\s,;]+/);
    const session: SessionRecord = {
      referenceNumber: kernel.newReferenceNumber('SO'),
      context: principal.context,
      authReferenceNumber: principal.authReferenceNumber,
      ksefTokenReferenceNumber: principal.ksefTokenReferenceNumber ?? null,
      form,
      key: key?.length === 32 ? Buffer.from(key).toString('base64') : null,
      initializationVector: Buffer.from(iv).toString('base64'),
      checksIdentifiers: features.includes('subject-identifier-validation'),
      createdAt: now,
      validUntil: now + sessionLimits(kernel).sessionLifetimeMs,
      updatedAt: now,
      closedAt: null,
      status: sessionStatus(100),
      invoiceCount: 0,
      successfulInvoiceCount: 0,
      failedInvoiceCount: 0,
      upoPages: [],
      unavailable: false,
      spoiled: takeSessionFault(kernel, 'becomes415'),
      hangs: false,
    };
    store.sessions.set(session.referenceNumber, session);
    settlement.addSession(session);
    kernel.record('session-opened', {
      referenceNumber: session.referenceNumber,
      context: session.context,
      form: form.systemCode,
    });
    return reply
      .code(201)
      .send({ referenceNumber: session.referenceNumber, validUntil: kernel.timestamp(session.validUntil) });
  });
}
