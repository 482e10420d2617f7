/** SQL of a table of tokens. Each statement is one atomic step. */
export interface Statements {
  readonly load: string;
  readonly save: string;
  readonly saveUnfenced: string;
  readonly remove: string;
  readonly take: string;
  readonly heldFor: string;
  readonly renew: string;
  readonly release: string;
}

// Fences are microseconds of the server's clock, and one more than the last at least.
const micros = `(extract(epoch FROM clock_timestamp()) * 1000000)::bigint`;
const until = (parameter: string) => `clock_timestamp() + ${parameter} * interval '1 millisecond'`;

export function statementsFor(table: string): Statements {
  const nextFence = `greatest(${table}.fence + 1, ${micros})`;
  return {
    load: `SELECT tokens FROM ${table} WHERE key = $1 AND tokens IS NOT NULL`,
    save: `INSERT INTO ${table} (key, tokens, saved, fence) VALUES ($1, $2, $3, $3)
      ON CONFLICT (key) DO UPDATE SET tokens = $2, saved = $3 WHERE ${table}.saved <= $3`,
    saveUnfenced: `INSERT INTO ${table} (key, tokens, saved, fence) VALUES ($1, $2, ${micros}, ${micros})
      ON CONFLICT (key) DO UPDATE SET tokens = $2, saved = ${nextFence}, fence = ${nextFence}`,
    remove: `INSERT INTO ${table} (key, saved, fence) VALUES ($1, ${micros}, ${micros})
      ON CONFLICT (key) DO UPDATE SET tokens = NULL, saved = ${nextFence}, fence = ${nextFence}`,
    take: `INSERT INTO ${table} (key, lock_owner, lock_until, fence) VALUES ($1, $2, ${until('$3')}, ${micros})
      ON CONFLICT (key) DO UPDATE SET lock_owner = $2, lock_until = ${until('$3')}, fence = ${nextFence}
      WHERE ${table}.lock_owner IS NULL OR ${table}.lock_owner = $2 OR ${table}.lock_until <= clock_timestamp()
      RETURNING fence`,
    heldFor: `SELECT extract(epoch FROM lock_until - clock_timestamp()) * 1000 AS ms FROM ${table} WHERE key = $1`,
    renew: `UPDATE ${table} SET lock_until = ${until('$3')}
      WHERE key = $1 AND lock_owner = $2 AND lock_until > clock_timestamp()`,
    release: `UPDATE ${table} SET lock_owner = NULL, lock_until = NULL WHERE key = $1 AND lock_owner = $2`,
  };
}
