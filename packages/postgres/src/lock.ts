export type { CreateTableOptions } from './client/create-tables.js';
export type { PostgresAnswer, PostgresPool } from './client/postgres-pool.js';
export { createLockTable } from './lock/create-lock-table.js';
export { type PostgresLockOptions, postgresLock } from './lock/postgres-lock.js';
