import type { ContextIdentifier } from '@ksef/core';
import type { FastifyInstance } from 'fastify';
import { inOnePass } from '../../input/in-one-pass.js';
import { flagOf, objectOf, oneOf } from '../../input/read-fields.js';
import { type Kernel, Problem } from '../../kernel.js';
import type { Area } from '../../sessions/area.js';
import { decryptKey, readEncryption } from '../../sessions/encryption-input.js';
import { authorize } from '../../sessions/input.js';
import { receivingLimits } from '../limits.js';
import { readQuery } from '../query-filters.js';
import type { Exports } from './exports.js';
import { takeExportFault } from './faults.js';
import { type CompressionType, type ExportRecord, exportsOf } from './records.js';
import { exportStatus } from './statuses.js';

/** `POST /invoices/exports` */
export function startExportRoute(app: FastifyInstance, { kernel, settlement }: Area, exports: Exports): void {
  app.post('/invoices/exports', async (request, reply) => {
    settlement.settle();
    exports.settle();
    const { context } = authorize(kernel, request, ['InvoiceRead']);
    const body = objectOf('body', request.body);
    const { compressionType, onlyMetadata, query, encryption } = inOnePass({
      compressionType: () =>
        oneOf<CompressionType>('compressionType', body.compressionType ?? 'Zip', ['Zip', 'TarGz']),
      onlyMetadata: () => flagOf('onlyMetadata', body.onlyMetadata),
      query: () => readQuery(kernel, body.filters),
      encryption: () => readEncryption(body.encryption),
    });
    if (context.type === 'PeppolId') throw notExportable(query.subjectType, context);
    const key = decryptKey(kernel, encryption);
    refuseTooMany(kernel, context);

    const record: ExportRecord = {
      ...key,
      referenceNumber: kernel.newReferenceNumber('EH'),
      context,
      query,
      onlyMetadata,
      compressionType,
      createdAt: kernel.now(),
      fault: takeExportFault(kernel),
      status: exportStatus(100),
      completedAt: null,
      package: null,
    };
    exports.add(record);
    kernel.record('export-started', { referenceNumber: record.referenceNumber, context });
    return reply.code(201).send({ referenceNumber: record.referenceNumber });
  });
}

function refuseTooMany(kernel: Kernel, context: ContextIdentifier): void {
  const { maxRunningExports } = receivingLimits(kernel);
  let running = 0;
  for (const one of exportsOf(kernel).values()) {
    if (one.status.code === 100 && isSame(one.context, context)) running++;
  }
  if (running < maxRunningExports) return;
  throw new Problem({
    status: 400,
    code: 21182,
    description: 'Osiągnięto limit trwających eksportów.',
    details: [
      `Dla uwierzytelnionego podmiotu w bieżącym kontekście osiągnięto maksymalny limit ${maxRunningExports} równoczesnych eksportów faktur. Spróbuj ponownie później.`,
    ],
  });
}

export function isSame(one: ContextIdentifier, other: ContextIdentifier): boolean {
  return one.type === other.type && one.value === other.value;
}

function notExportable(subjectType: string, context: ContextIdentifier): Problem {
  return new Problem({
    status: 400,
    code: 21181,
    description: 'Nieprawidłowe żądanie eksportu faktur.',
    details: [
      `Nie można wyeksportować paczki faktur dla wybranego podmiotu (${subjectType}) i zalogowanego identyfikatora kontekstu (${context.type}).`,
    ],
  });
}
