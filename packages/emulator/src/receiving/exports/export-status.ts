import type { FastifyInstance } from 'fastify';
import { Problem, pathParameter, requireReference } from '../../http/index.js';
import { sameIdentifier } from '../../identifiers/index.js';
import type { Kernel } from '../../kernel/index.js';
import type { ReceivingContext } from '../receiving-context.js';
import { receivingLimits } from '../receiving-limits.js';
import { type ExportRecord, exportsOf, type PackagePart } from './records.js';

/** `GET /invoices/exports/{referenceNumber}`; links are made again at every call. */
export function exportStatusRoute(app: FastifyInstance, { kernel, callers }: ReceivingContext): void {
  app.get('/invoices/exports/:referenceNumber', async (request) => {
    const { context } = callers.authorize(request, ['InvoiceRead']);
    const reference = pathParameter(request, 'referenceNumber');
    requireReference('referenceNumber', reference);
    const record = exportsOf(kernel).get(reference);
    if (record === undefined || !sameIdentifier(record.context, context)) {
      throw new Problem({
        status: 400,
        code: 21175,
        description: 'Wynik zapytania o podanym identyfikatorze nie istnieje.',
      });
    }
    if (record.createdAt + receivingLimits(kernel).statusKeptForMs <= kernel.now()) {
      throw new Problem({ status: 410, description: 'Status eksportu nie jest już dostępny.' });
    }
    return show(kernel, record);
  });
}

function show(kernel: Kernel, record: ExportRecord) {
  const { linkValidForMs, packageValidForMs } = receivingLimits(kernel);
  const { status, completedAt } = record;
  if (completedAt === null) return { status };
  const completed = { status, completedDate: kernel.timestamp(completedAt) };
  if (record.package === null) return completed;
  const expires = completedAt + packageValidForMs;
  const validFor = Math.min(linkValidForMs, expires - kernel.now());
  return {
    ...completed,
    packageExpirationDate: kernel.timestamp(expires),
    package: {
      ...record.package,
      parts: record.package.parts.map((part, index) => ({
        ...(index === 0 ? misstated(part, record) : part),
        method: 'GET',
        ...link(kernel, record, part, validFor),
      })),
    },
  };
}

function link(kernel: Kernel, record: ExportRecord, part: PackagePart, validFor: number) {
  const { url, expiresAt } = kernel.presign(`exports/${record.referenceNumber}/${part.partName}`, validFor);
  return { url, expirationDate: expiresAt };
}

function misstated(part: PackagePart, { fault, initializationVector }: ExportRecord): PackagePart {
  const other = `${initializationVector.slice(0, 20)}${part.partHash.slice(20)}`;
  if (fault === 'wrongPartHash') return { ...part, partHash: other };
  return fault === 'wrongEncryptedPartHash' ? { ...part, encryptedPartHash: other } : part;
}
