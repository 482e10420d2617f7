export { createTokensTable, type TokensTableOptions } from './create-tokens-table.js';
export type { PostgresPool } from './postgres-pool.js';
export { type PostgresTokens, type PostgresTokensOptions, postgresTokens } from './postgres-tokens.js';
