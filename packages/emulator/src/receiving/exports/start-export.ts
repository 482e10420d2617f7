import type { ContextIdentifier } from '@ksef/core';
import type { FastifyInstance } from 'fastify';
import {
  bodyOf,
  decryptKey,
  type EncryptionInfo,
  inOnePass,
  Problem,
  readEncryption,
} from '../../http/index.js';
import { sameIdentifier } from '../../identifiers/index.js';
import type { Kernel } from '../../kernel/index.js';
import { type InvoiceQueryFilters, readQuery } from '../query-filters.js';
import type { ReceivingContext } from '../receiving-context.js';
import { receivingLimits } from '../receiving-limits.js';
import { exportFaults } from './export-faults.js';
import type { Exports } from './exports.js';
import { type CompressionType, type ExportRecord, exportsOf } from './records.js';
import { exportStatus } from './statuses.js';

/** Body of `POST /invoices/exports`. */
interface ExportRequest {
  readonly filters: InvoiceQueryFilters;
  readonly encryption: EncryptionInfo;
  readonly onlyMetadata?: boolean | null;
  readonly compressionType?: CompressionType | null;
}

/** `POST /invoices/exports` */
export function startExportRoute(
  app: FastifyInstance,
  { kernel, callers }: ReceivingContext,
  exports: Exports,
): void {
  app.post('/invoices/exports', async (request, reply) => {
    const { context } = callers.authorize(request, ['InvoiceRead']);
    const body = bodyOf<ExportRequest>(request);
    const { query, encryption } = inOnePass({
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
      onlyMetadata: body.onlyMetadata ?? false,
      compressionType: body.compressionType ?? 'Zip',
      createdAt: kernel.now(),
      fault: exportFaults(kernel).takeFirst(),
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
    if (one.status.code === 100 && sameIdentifier(one.context, context)) running++;
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
