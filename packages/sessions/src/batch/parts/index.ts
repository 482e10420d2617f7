export type { BatchPart } from './batch-part.js';
export { checkedStream, isIntact } from './checked-stream.js';
export { filePartStore } from './file-part-store.js';
export { memoryPartStore } from './memory-part-store.js';
export type { PartOptions, PartSink, PartStore } from './part-store.js';
export { type SweepOptions, sweepOrphanParts, temporaryParts } from './temporary-parts.js';
