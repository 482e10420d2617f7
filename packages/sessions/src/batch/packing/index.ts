export {
  batchLimits,
  type PackageLimits,
  packageLimitsCheck,
  type ResolvedLimits,
  resolveLimits,
} from './batch-limits.js';
export { BufferPool } from './buffer-pool.js';
export { type BuildBatchOptions, buildBatch } from './build-batch.js';
export { checkForm } from './check-form.js';
export { type Examined, examineAhead } from './examine-ahead.js';
export type { ExaminedInput } from './examine-input.js';
export { newFormat } from './new-format.js';
export { type BuiltBatch, PackageBuilder, type PackedBatch } from './package-builder.js';
export { PartSplitter } from './part-splitter.js';
export { WorkThreads } from './work-threads.js';
