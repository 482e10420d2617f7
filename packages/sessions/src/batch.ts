export type { BuiltBatch } from './batch/batch-builder.js';
export { batchLimits, type PackageLimits } from './batch/batch-limits.js';
export { type BuildBatchOptions, buildBatch } from './batch/build-batch.js';
export { filePartStore } from './batch/file-part-store.js';
export { memoryPartStore } from './batch/memory-part-store.js';
export type { BatchPart } from './batch/part-splitter.js';
export type { PartOptions, PartSink, PartStore } from './batch/part-store.js';
export { type SweepOptions, sweepOrphanParts } from './batch/temporary-parts.js';
