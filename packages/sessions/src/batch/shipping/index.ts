export type { BatchEnvironment } from './batch-environment.js';
export {
  type EarlierPackage,
  type EarlierRun,
  journaledProgress,
  noProgress,
  type PackagedInvoice,
  readProgress,
} from './batch-progress.js';
export { type AffectedInput, BatchRefusedError } from './batch-refused-error.js';
export type { BatchWork } from './batch-work.js';
export { closeBatchSession } from './close-batch-session.js';
export {
  type OpenBatchSessionOptions,
  type OpenedBatchSession,
  openBatchSession,
} from './open-batch-session.js';
export { resumablePackages } from './resumable-packages.js';
export { Shipment, Shipments } from './shipments.js';
export { type UploadPartsOptions, uploadParts } from './upload-parts.js';
