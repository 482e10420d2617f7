import type { ContextIdentifier } from '@ksef/core';
import type { StatusRecord } from '../http/index.js';
import type { Kernel } from '../kernel/index.js';
import { type ExportRecord, exportsOf } from '../receiving/index.js';
import { type ContextFilter, pageOfContext } from './context-filter.js';
import type { PageFilter } from './list-page.js';

/** Exports that `control.exports` lists. */
export interface ExportFilter extends PageFilter, ContextFilter {}

/** An export of invoices, as it is now. */
export interface EmulatorExport {
  readonly referenceNumber: string;
  readonly contextIdentifier: ContextIdentifier;
  readonly status: StatusRecord;
  /** Whose invoices were asked for: `Subject1`, … */
  readonly subjectType: string;
  readonly dateRange: { readonly dateType: string; readonly from: string; readonly to: string };
  readonly onlyMetadata: boolean;
  readonly compressionType: 'Zip' | 'TarGz';
  readonly dateCreated: string;
  readonly completedDate: string | null;
  readonly invoiceCount: number | null;
  readonly isTruncated: boolean;
  readonly parts: readonly {
    readonly ordinalNumber: number;
    readonly partName: string;
    readonly partSize: number;
    readonly encryptedPartSize: number;
  }[];
}

/** A page of exports, the latest first. */
export interface ExportList {
  readonly exports: readonly EmulatorExport[];
  /** How many there are in all. */
  readonly exportCount: number;
  readonly hasMore: boolean;
}

/** What the control side reads of exports. */
export function inspectExports(kernel: Kernel) {
  const records = exportsOf(kernel);
  return {
    list(filter: ExportFilter = {}): ExportList {
      const { items, count, hasMore } = pageOfContext(records, filter);
      return { exports: items.map(describe), exportCount: count, hasMore };
    },
    get(referenceNumber: string): EmulatorExport | undefined {
      const found = records.get(referenceNumber);
      return found && describe(found);
    },
  };

  function describe(record: ExportRecord): EmulatorExport {
    const { query, package: made } = record;
    const { dateType, from, to } = query.dateRange;
    return {
      referenceNumber: record.referenceNumber,
      contextIdentifier: record.context,
      status: record.status,
      subjectType: query.subjectType,
      dateRange: { dateType, from: kernel.timestamp(from), to: kernel.timestamp(to) },
      onlyMetadata: record.onlyMetadata,
      compressionType: record.compressionType,
      dateCreated: kernel.timestamp(record.createdAt),
      completedDate: record.completedAt === null ? null : kernel.timestamp(record.completedAt),
      invoiceCount: made?.invoiceCount ?? null,
      isTruncated: made?.isTruncated ?? false,
      parts: (made?.parts ?? []).map(({ ordinalNumber, partName, partSize, encryptedPartSize }) => ({
        ordinalNumber,
        partName,
        partSize,
        encryptedPartSize,
      })),
    };
  }
}
