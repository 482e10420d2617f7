export { createCheckpointsTable } from './checkpoints/create-checkpoints-table.js';
export { type PostgresCheckpointsOptions, postgresCheckpoints } from './checkpoints/postgres-checkpoints.js';
export type { CreateTableOptions } from './client/create-tables.js';
export type { PostgresAnswer, PostgresPool } from './client/postgres-pool.js';
