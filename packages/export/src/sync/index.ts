export type { CheckpointStore, SyncCheckpoint } from './checkpoints/checkpoint-store.js';
export { fileCheckpoints } from './checkpoints/file-checkpoints.js';
export { memoryCheckpoints } from './checkpoints/memory-checkpoints.js';
export { syncInvoices } from './sync-invoices.js';
export type { SyncedInvoice, SyncInvoicesOptions } from './sync-options.js';
