export type { BatchPart } from './batch-part.js';
export { checkPartName } from './check-part-name.js';
export { checkedStream, isIntact } from './checked-stream.js';
export { filePartStore } from './file-part-store.js';
export { memoryPartStore } from './memory-part-store.js';
export type { PartOptions, PartSink, PartStore } from './part-store.js';
export { type PartStoreCase, type PartStoreSubject, partStoreCases } from './part-store-cases.js';
export { type SweepOptions, sweepOrphanParts, temporaryParts } from './temporary-parts.js';
