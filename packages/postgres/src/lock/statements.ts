/** SQL of leases. Each statement is one atomic step. */
export interface LeaseStatements {
  /** Takes the lease: its fence, or no row while another process holds it. */
  readonly take: string;
  /** Remaining milliseconds of the holder's lease. */
  readonly heldFor: string;
  readonly renew: string;
  readonly release: string;
}

/** Fences are microseconds of the server's clock, and at least one more than the last. */
export const micros = `(extract(epoch FROM clock_timestamp()) * 1000000)::bigint`;

const until = (parameter: string) => `clock_timestamp() + ${parameter} * interval '1 millisecond'`;

/** `CREATE TABLE` of leases, with further columns for callers that store more in it. */
export function leaseTable(table: string, columns = ''): string {
  return `CREATE TABLE IF NOT EXISTS ${table} (
    key text COLLATE "C" PRIMARY KEY,
    ${columns}
    fence bigint NOT NULL DEFAULT 0,
    lock_owner text,
    lock_until timestamptz,
    lock_ttl double precision
  )`;
}

export function leaseStatements(table: string): LeaseStatements {
  return {
    take: `INSERT INTO ${table} (key, lock_owner, lock_until, lock_ttl, fence)
      VALUES ($1, $2, ${until('$3::double precision')}, $3::double precision, ${micros})
      ON CONFLICT (key) DO UPDATE SET lock_owner = $2, lock_until = ${until('$3::double precision')},
        lock_ttl = $3::double precision, fence = greatest(${table}.fence + 1, ${micros})
      WHERE ${table}.lock_owner IS NULL OR ${table}.lock_owner = $2 OR ${table}.lock_until <= clock_timestamp()
      RETURNING fence`,
    // A lease that ends later than its holder ever requested was set before the server's clock was set back: it is
    // shortened to the requested duration, from now. If its holder is alive, it renews the lease before that.
    heldFor: `UPDATE ${table} SET lock_until = least(lock_until, ${until('lock_ttl')}) WHERE key = $1
      RETURNING extract(epoch FROM lock_until - clock_timestamp()) * 1000 AS ms`,
    renew: `UPDATE ${table} SET lock_until = ${until('$3::double precision')}, lock_ttl = $3::double precision
      WHERE key = $1 AND lock_owner = $2 AND lock_until > clock_timestamp()`,
    release: `UPDATE ${table} SET lock_owner = NULL, lock_until = NULL WHERE key = $1 AND lock_owner = $2`,
  };
}
