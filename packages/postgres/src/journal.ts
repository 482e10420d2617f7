export type { CreateTableOptions } from './client/create-tables.js';
export type { PostgresAnswer, PostgresPool } from './client/postgres-pool.js';
export { createJournalTables } from './journal/create-journal-tables.js';
export { type PostgresJournalOptions, postgresJournal } from './journal/postgres-journal.js';
