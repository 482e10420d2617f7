export { type SendBatchOptions, sendBatchChecks } from './batch-options.js';
export { type FolderOptions, invoicesInFolder } from './invoices-in-folder.js';
export {
  type BuildBatchOptions,
  type BuiltBatch,
  batchLimits,
  buildBatch,
  type PackageLimits,
  type PackedBatch,
} from './packing/index.js';
export {
  type BatchPart,
  checkPartName,
  filePartStore,
  memoryPartStore,
  type PartOptions,
  type PartSink,
  type PartStore,
  type PartStoreCase,
  type PartStoreSubject,
  partStoreCases,
  type SweepOptions,
  sweepOrphanParts,
} from './parts/index.js';
export { runBatches, sendBatch } from './send-batch.js';
export {
  type AffectedInput,
  BatchRefusedError,
  closeBatchSession,
  type OpenBatchSessionOptions,
  type OpenedBatchSession,
  openBatchSession,
  type UploadPartsOptions,
  uploadParts,
} from './shipping/index.js';
