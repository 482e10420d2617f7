export { createJournalTables, type JournalTablesOptions } from './create-journal-tables.js';
export { type PostgresJournalOptions, postgresJournal } from './postgres-journal.js';
export type { PostgresPool } from './postgres-pool.js';
