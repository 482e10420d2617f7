export type { CheckpointStore, SyncCheckpoint } from './checkpoints/checkpoint-store.js';
export { fileCheckpoints } from './checkpoints/file-checkpoints.js';
export { memoryCheckpoints } from './checkpoints/memory-checkpoints.js';
export { type SyncedInvoice, type SyncInvoicesOptions, syncInvoices } from './sync-invoices.js';
