import { micros } from '../lock/statements.js';

/** SQL of a journal. Each statement is one atomic step. */
export interface Statements {
  /** Locks a run: its number as a holder, or no row while another process holds it. */
  readonly take: string;
  /**
   * Shortens a lock that ends later than its holder ever requested: it was set before the server's clock was set back.
   * If its holder is alive, it renews the lock before that.
   */
  readonly cut: string;
  /** Position of the last line. */
  readonly last: string;
  readonly renew: string;
  /** Adds lines for the holder, and renews its lock; no row if it is no longer the holder. */
  readonly append: string;
  readonly release: string;
  readonly read: string;
  readonly runs: string;
  readonly remove: string;
  readonly exists: string;
}

// Numbers of holders, like fences, also rise after a run was removed and started again.
const until = (parameter: string) => `clock_timestamp() + ${parameter} * interval '1 millisecond'`;
// On another connection of the pool, a release can overtake a statement of the same holder, which must not lock again.
const holds = `run_id = $1 AND holder = $2 AND held_until > '-infinity'`;

/** The table of runs, and that of their lines. */
export function tableNames(table = 'ksef_journal'): { readonly runs: string; readonly lines: string } {
  return { runs: table, lines: `${table}_lines` };
}

export function statementsFor({ runs, lines }: ReturnType<typeof tableNames>): Statements {
  return {
    take: `INSERT INTO ${runs} (run_id, holder, held_until, held_ttl)
      VALUES ($1, ${micros}, ${until('$2::double precision')}, $2::double precision)
      ON CONFLICT (run_id) DO UPDATE SET holder = greatest(${runs}.holder + 1, ${micros}),
        held_until = ${until('$2::double precision')}, held_ttl = $2::double precision
      WHERE ${runs}.held_until <= clock_timestamp() RETURNING holder`,
    cut: `UPDATE ${runs} SET held_until = ${until('held_ttl')}
      WHERE run_id = $1 AND held_until > ${until('held_ttl')}`,
    last: `SELECT coalesce(max(position), 0) AS position FROM ${lines} WHERE run_id = $1`,
    renew: `UPDATE ${runs} SET held_until = ${until('$3::double precision')} WHERE ${holds}`,
    append: `WITH held AS (
        UPDATE ${runs} SET held_until = ${until('$3::double precision')} WHERE ${holds} RETURNING run_id
      ), added AS (
        INSERT INTO ${lines} (run_id, position, line)
        SELECT held.run_id, $4::bigint + given.number, given.line
        FROM held, unnest($5::text[]) WITH ORDINALITY AS given(line, number)
        ON CONFLICT (run_id, position) DO NOTHING
      )
      SELECT run_id FROM held`,
    release: `UPDATE ${runs} SET held_until = '-infinity' WHERE run_id = $1 AND holder = $2`,
    read: `SELECT position, line FROM ${lines} WHERE run_id = $1 AND position > $2 ORDER BY position LIMIT 1000`,
    runs: `SELECT run_id FROM ${runs} WHERE EXISTS (SELECT FROM ${lines} WHERE ${lines}.run_id = ${runs}.run_id)`,
    remove: `DELETE FROM ${runs} WHERE run_id = $1 AND held_until <= clock_timestamp()`,
    exists: `SELECT run_id FROM ${runs} WHERE run_id = $1`,
  };
}
