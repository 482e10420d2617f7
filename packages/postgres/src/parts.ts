export type { CreateTableOptions } from './client/create-tables.js';
export type { PostgresAnswer, PostgresPool } from './client/postgres-pool.js';
export { createPartsTables } from './parts/create-parts-tables.js';
export { type PostgresPartStoreOptions, postgresPartStore } from './parts/postgres-part-store.js';
