import {
  highWaterMark,
  type InvoiceRecord,
  type InvoiceRegister,
  invoiceBlob,
} from '../../invoices/index.js';
import type { Kernel } from '../../kernel/index.js';
import { findInvoices } from '../query-filters.js';
import { beyondMark, markOf, restrict } from '../query-metadata.js';
import { receivingLimits } from '../receiving-limits.js';
import { showMetadata } from '../show-metadata.js';
import { type ArchiveEntry, archive } from './archive.js';
import { PartWriter } from './part-writer.js';
import type { ExportRecord, PackageRecord } from './records.js';
import { exportStatus } from './statuses.js';
/** Finds the invoices of an export and writes them, zipped and encrypted, as parts into the folder. */
export async function buildPackage(
  kernel: Kernel,
  invoices: InvoiceRegister,
  record: ExportRecord,
  folder: string,
  isAlive: () => boolean,
): Promise<Pick<ExportRecord, 'status'> & Partial<Pick<ExportRecord, 'package'>>> {
  if (record.key === null || record.fault === 'key415') return { status: exportStatus(415) };
  if (record.fault === 'fails500') return { status: exportStatus(500) };
  if (record.fault === 'gone410') return { status: exportStatus(410) };
  if (record.fault === 'cancelled550') {
    const reason = 'Przetwarzanie zostało przerwane z przyczyn wewnętrznych systemu. Spróbuj ponownie';
    return { status: exportStatus(550, reason) };
  }
  const mark = highWaterMark(kernel);
  const dateRange = restrict(record.query.dateRange, mark);
  if (dateRange === undefined) return { status: exportStatus(420, beyondMark) };

  const { maxResults, maxPackageBytes, maxPartBytes } = receivingLimits(kernel);
  const found: InvoiceRecord[] = [];
  for (const invoice of findInvoices(kernel, invoices, record.context, { ...record.query, dateRange })) {
    if (found.push(invoice) > maxResults) break;
  }
  const taken: InvoiceRecord[] = [];
  const numberOf = (invoice: InvoiceRecord) =>
    record.fault === 'wrongKsefNumber' && invoice === found[0]
      ? withWrongChecksum(invoice.ksefNumber ?? '')
      : invoice.ksefNumber;
  const writer = new PartWriter(folder, record, maxPartBytes);
  const entries = function* (): Generator<ArchiveEntry> {
    for (const invoice of found.slice(0, maxResults)) {
      if (!isAlive() || writer.size >= maxPackageBytes) break;
      taken.push(invoice);
      if (!record.onlyMetadata) yield { name: `${numberOf(invoice)}.xml`, bytes: read(kernel, invoice) };
    }
    const metadata = taken.map((invoice) =>
      JSON.stringify({ ...showMetadata(kernel, invoice), ksefNumber: numberOf(invoice) }),
    );
    yield { name: '_metadata.json', bytes: Buffer.from(`{"invoices":[${metadata.join(',')}]}`) };
  };
  for await (const chunk of archive(entries(), record.compressionType, kernel.now()))
    await writer.write(chunk);
  const parts = await writer.end();
  const isTruncated = taken.length < found.length;
  return {
    status: exportStatus(200),
    package: {
      invoiceCount: taken.length,
      size: writer.size,
      parts,
      isTruncated,
      ...(isTruncated ? lastDate(kernel, taken.at(-1), dateRange.dateType) : {}),
      permanentStorageHwmDate: markOf(dateRange, mark, (ms) => kernel.timestamp(ms)),
      compressionType: record.compressionType,
    },
  };
}

function withWrongChecksum(ksefNumber: string): string {
  return `${ksefNumber.slice(0, -1)}${ksefNumber.endsWith('0') ? '1' : '0'}`;
}

function read(kernel: Kernel, invoice: InvoiceRecord): Uint8Array {
  const bytes = kernel.blobs.get(invoiceBlob(invoice.referenceNumber));
  if (bytes === undefined) throw new Error(`The file of ${invoice.ksefNumber} is gone.`);
  return bytes;
}

function lastDate(kernel: Kernel, last: InvoiceRecord | undefined, dateType: string): Partial<PackageRecord> {
  if (last === undefined) return {};
  if (dateType === 'Issue') return { lastIssueDate: last.issueDate ?? '' };
  const { acceptedAt, permanentlyStoredAt } = last;
  return dateType === 'Invoicing'
    ? { lastInvoicingDate: kernel.timestamp(acceptedAt) }
    : { lastPermanentStorageDate: kernel.timestamp(permanentlyStoredAt ?? acceptedAt) };
}
