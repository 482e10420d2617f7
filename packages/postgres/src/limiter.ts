export type { SharedLimiter } from '@ksef/api/limiter';
export type { CreateTableOptions } from './client/create-tables.js';
export type { PostgresAnswer, PostgresPool } from './client/postgres-pool.js';
export { createLimiterTables } from './limiter/create-limiter-tables.js';
export { type PostgresLimiterOptions, postgresLimiter } from './limiter/postgres-limiter.js';
