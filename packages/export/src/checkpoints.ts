export {
  type CheckpointStore,
  fileCheckpoints,
  memoryCheckpoints,
  parseCheckpoint,
  type SyncCheckpoint,
  type UnstorageCheckpointsOptions,
  type UnstorageLike,
  unstorageCheckpoints,
} from './checkpoints/index.js';
