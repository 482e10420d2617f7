export type { CreateTableOptions } from './client/create-tables.js';
export type { PostgresAnswer, PostgresPool } from './client/postgres-pool.js';
export { createTokensTable } from './tokens/create-tokens-table.js';
export { type PostgresTokens, type PostgresTokensOptions, postgresTokens } from './tokens/postgres-tokens.js';
