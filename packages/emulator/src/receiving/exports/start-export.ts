import type { ContextIdentifier } from '@ksef/core';
import type { FastifyInstance } from 'fastify';
import { type Kernel, Problem } from '../../kernel.js';
import type { Area } from '../../sessions/area.js';
import { readEncryption } from '../../sessions/encryption-input.js';
import { authorize, objectOf } from '../../sessions/input.js';
import { invalidInput } from '../../sessions/problems.js';
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
    const compressionType = (body.compressionType ?? 'Zip') as CompressionType;
    if (compressionType !== 'Zip' && compressionType !== 'TarGz') {
      throw invalidInput("'compressionType' ma nieprawidłową wartość.");
    }
    const onlyMetadata = body.onlyMetadata ?? false;
    if (typeof onlyMetadata !== 'boolean') {
      throw invalidInput("'onlyMetadata' musi być wartością logiczną.");
    }
    const query = readQuery(kernel, body.filters);
    if (context.type === 'PeppolId') throw notExportable(query.subjectType, context);
    const encryption = readEncryption(kernel, body.encryption);
    refuseTooMany(kernel, context);

    const record: ExportRecord = {
      ...encryption,
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
