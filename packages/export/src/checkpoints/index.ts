export { type CheckpointCase, type CheckpointSubject, checkpointStoreCases } from './checkpoint-cases.js';
export type { CheckpointStore, SyncCheckpoint } from './checkpoint-store.js';
export { fileCheckpoints } from './file-checkpoints.js';
export { memoryCheckpoints } from './memory-checkpoints.js';
export { parseCheckpoint } from './parse-checkpoint.js';
export {
  type UnstorageCheckpointsOptions,
  type UnstorageLike,
  unstorageCheckpoints,
} from './unstorage-checkpoints.js';
