/** SQL of a part store. Each statement is one atomic step. */
export interface PartStatements {
  readonly remove: string;
  /** Starts a part, which cannot be read until it is complete. */
  readonly begin: string;
  /** Adds a piece; no row if another process has restarted the part. */
  readonly add: string;
  /** Completes the part; no row if another process has restarted it. */
  readonly complete: string;
  /** The version and number of pieces of a complete part. */
  readonly find: string;
  readonly read: string;
  readonly list: string;
}

/** The table of parts, and that of their bytes. */
export function partTables(table = 'ksef_parts'): { readonly parts: string; readonly pieces: string } {
  return { parts: table, pieces: `${table}_bytes` };
}

export function partStatements({ parts, pieces }: ReturnType<typeof partTables>): PartStatements {
  return {
    remove: `WITH gone AS (DELETE FROM ${parts} WHERE name = $1) DELETE FROM ${pieces} WHERE name = $1`,
    begin: `INSERT INTO ${parts} (name, version, created_at) VALUES ($1, $2, clock_timestamp())
      ON CONFLICT (name) DO UPDATE SET version = $2, pieces = NULL, created_at = clock_timestamp()`,
    add: `INSERT INTO ${pieces} (name, version, position, bytes)
      SELECT name, version, $3, $4 FROM ${parts} WHERE name = $1 AND version = $2 AND pieces IS NULL`,
    complete: `UPDATE ${parts} SET pieces = $3 WHERE name = $1 AND version = $2 AND pieces IS NULL`,
    find: `SELECT version, pieces FROM ${parts} WHERE name = $1 AND pieces IS NOT NULL`,
    read: `SELECT bytes FROM ${pieces} WHERE name = $1 AND version = $2 AND position = $3`,
    list: `SELECT name FROM ${parts} WHERE starts_with(name, $1) ORDER BY name`,
  };
}
