export type { ArchiveLimits, ExportedInvoice } from './archive/index.js';
export type { CheckpointStore, SyncCheckpoint } from './checkpoints/index.js';
export { fileCheckpoints, memoryCheckpoints } from './checkpoints/index.js';
export type { GetInvoiceOptions } from './download/index.js';
export { getInvoice, openInvoice } from './download/index.js';
export type { ExportEvent, ExportObserver } from './export-event.js';
export { type QueryMetadataOptions, queryMetadata } from './metadata/index.js';
export {
  type DownloadExportOptions,
  downloadExport,
  type ExportInvoicesOptions,
  exportInvoices,
  type ReadExportOptions,
  readExport,
  type WithContent,
} from './package/index.js';
export type { PackageOptions, PartMismatch } from './parts/index.js';
export { sweepSpool } from './parts/index.js';
export type {
  InvoiceDateRange,
  InvoiceFilters,
  InvoiceMetadata,
  InvoiceSubjectType,
} from './query/index.js';
export type { SymmetricKeyEncryptor } from './run/index.js';
export {
  type ExportAccess,
  ExportHandle,
  type ExportName,
  type ExportPackage,
  ExportSlots,
  type ExportStatus,
  exportStatus,
  type FinishedExport,
  type RunExportOptions,
  runExport,
  type StartExportOptions,
  startExport,
  unsealExport,
  type WaitForExportOptions,
  waitForExport,
} from './run/index.js';
export {
  type SyncedInvoice,
  type SyncInvoicesOptions,
  syncInvoices,
} from './sync/index.js';
