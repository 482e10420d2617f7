export type { ArchiveLimits } from './archive/archive-limits.js';
export type { ExportedInvoice } from './archive/package-archive.js';
export type { CheckpointStore, SyncCheckpoint } from './checkpoints/checkpoint-store.js';
export { fileCheckpoints } from './checkpoints/file-checkpoints.js';
export { memoryCheckpoints } from './checkpoints/memory-checkpoints.js';
export { type DownloadExportOptions, downloadExport } from './download-export.js';
export type { ExportEvent, ExportObserver } from './export-event.js';
export { type ExportAccess, ExportHandle, unsealExport } from './export-handle.js';
export { type ExportInvoicesOptions, exportInvoices, type WithContent } from './export-invoices.js';
export { ExportSlots } from './export-slots.js';
export {
  type ExportName,
  type ExportPackage,
  type ExportStatus,
  exportStatus,
  type WaitForExportOptions,
  waitForExport,
} from './export-status.js';
export { getInvoice, openInvoice } from './get-invoice.js';
export type {
  InvoiceDateRange,
  InvoiceFilters,
  InvoiceMetadata,
  InvoiceSubjectType,
} from './invoice-filters.js';
export type { PackageOptions } from './package/package-parts.js';
export type { PartMismatch } from './package/part-check.js';
export { sweepSpool } from './package/spool-folder.js';
export { type QueryMetadataOptions, queryMetadata } from './query-metadata.js';
export { type ReadExportOptions, readExport } from './read-export.js';
export { type FinishedExport, type RunExportOptions, runExport } from './run-export.js';
export { type StartExportOptions, startExport } from './start-export.js';
export type { SymmetricKeyEncryptor } from './symmetric-key-encryptor.js';
export { type SyncedInvoice, type SyncInvoicesOptions, syncInvoices } from './sync-invoices.js';
export type { GetInvoiceOptions } from './when-available.js';
