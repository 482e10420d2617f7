export type {
  BatchPart,
  BuiltBatch,
  PackedBatch,
  PartOptions,
  PartSink,
  PartStore,
  SendBatchOptions,
} from './batch/index.js';
export {
  type AffectedInput,
  BatchRefusedError,
  type BuildBatchOptions,
  batchLimits,
  buildBatch,
  closeBatchSession,
  type FolderOptions,
  filePartStore,
  invoicesInFolder,
  memoryPartStore,
  type OpenBatchSessionOptions,
  type OpenedBatchSession,
  openBatchSession,
  type PackageLimits,
  type SweepOptions,
  sendBatch,
  sweepOrphanParts,
  type UploadPartsOptions,
  uploadParts,
} from './batch/index.js';
export type { BatchEvent } from './events/index.js';
export { SessionKey } from './opening/index.js';
