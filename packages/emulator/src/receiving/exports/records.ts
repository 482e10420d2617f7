import type { ContextIdentifier } from '@ksef/core';
import type { StatusRecord } from '../../http/index.js';
import type { Collection, Kernel } from '../../kernel/index.js';
import type { InvoiceQuery } from '../query-filters.js';
import type { ExportFaultKind } from './export-faults.js';

export type CompressionType = 'Zip' | 'TarGz';

/** One encrypted part of a finished package. Sizes in bytes, hashes SHA-256 in Base64. */
export interface PackagePart {
  readonly ordinalNumber: number;
  readonly partName: string;
  readonly partSize: number;
  readonly partHash: string;
  readonly encryptedPartSize: number;
  readonly encryptedPartHash: string;
}

/** A finished package as returned by its status. */
export interface PackageRecord {
  readonly invoiceCount: number;
  readonly size: number;
  readonly parts: readonly PackagePart[];
  readonly isTruncated: boolean;
  readonly lastIssueDate?: string;
  readonly lastInvoicingDate?: string;
  readonly lastPermanentStorageDate?: string;
  readonly permanentStorageHwmDate: string | null;
  readonly compressionType: CompressionType;
}

/** One export. Times are milliseconds since 1970. */
export interface ExportRecord {
  readonly referenceNumber: string;
  readonly context: ContextIdentifier;
  readonly query: InvoiceQuery;
  readonly onlyMetadata: boolean;
  readonly compressionType: CompressionType;
  /** Base64 of the AES key; null when it could not be decrypted. */
  readonly key: string | null;
  readonly initializationVector: string;
  readonly createdAt: number;
  /** The trouble that this export meets. */
  readonly fault: ExportFaultKind | null;
  readonly status: StatusRecord;
  readonly completedAt: number | null;
  readonly package: PackageRecord | null;
}

/** All exports, by reference number. */
export function exportsOf(kernel: Kernel): Collection<ExportRecord> {
  return kernel.collection('exports');
}
