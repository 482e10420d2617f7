export type { BuiltBatch, PackedBatch } from './batch/batch-builder.js';
export { type AffectedInput, BatchRefusedError } from './batch/batch-error.js';
export type { BatchEvent } from './batch/batch-event.js';
export { batchLimits, type PackageLimits } from './batch/batch-limits.js';
export type { SendBatchOptions } from './batch/batch-options.js';
export { type BuildBatchOptions, buildBatch } from './batch/build-batch.js';
export { closeBatchSession } from './batch/close-batch-session.js';
export { filePartStore } from './batch/file-part-store.js';
export { type FolderOptions, invoicesInFolder } from './batch/invoices-in-folder.js';
export { memoryPartStore } from './batch/memory-part-store.js';
export {
  type OpenBatchSessionOptions,
  type OpenedBatchSession,
  openBatchSession,
} from './batch/open-batch-session.js';
export type { BatchPart } from './batch/part-splitter.js';
export type { PartOptions, PartSink, PartStore } from './batch/part-store.js';
export { sendBatch } from './batch/send-batch.js';
export { type SweepOptions, sweepOrphanParts } from './batch/temporary-parts.js';
export { type UploadPartsOptions, uploadParts } from './batch/upload-parts.js';
export { SessionKey } from './session-key.js';
