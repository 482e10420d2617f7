import { InvalidInputError } from '@ksef/core';

/** SQL of a journal. Each statement is one atomic step. */
export interface Statements {
  /** Takes a run: its number as a holder, or no row while another holds it. */
  readonly take: string;
  /** Position of the last line. */
  readonly last: string;
  readonly renew: string;
  /** Adds lines for the holder, and prolongs its hold; no row when it is the holder no more. */
  readonly append: string;
  readonly release: string;
  readonly read: string;
  readonly runs: string;
  readonly remove: string;
  readonly exists: string;
}

// Numbers of holders are microseconds of the server's clock, and one more than the last at least: they rise also after
// a run was removed and begun anew.
const micros = `(extract(epoch FROM clock_timestamp()) * 1000000)::bigint`;
const until = (parameter: string) => `clock_timestamp() + ${parameter} * interval '1 millisecond'`;

/** Names that may stand in SQL as they are. @throws InvalidInputError `INVALID_OPTION` */
export function tableNames(name = 'ksef_journal'): { readonly runs: string; readonly lines: string } {
  if (typeof name === 'string' && /^[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*)?$/.test(name))
    return { runs: name, lines: `${name}_lines` };
  throw new InvalidInputError('table must be a name of a-z, 0-9 and _, with or without a schema before it.', {
    code: 'INVALID_OPTION',
    input: 'table',
  });
}

export function statementsFor({ runs, lines }: ReturnType<typeof tableNames>): Statements {
  return {
    take: `INSERT INTO ${runs} (run_id, holder, held_until) VALUES ($1, ${micros}, ${until('$2')})
      ON CONFLICT (run_id) DO UPDATE SET holder = greatest(${runs}.holder + 1, ${micros}), held_until = ${until('$2')}
      WHERE ${runs}.held_until <= clock_timestamp() RETURNING holder`,
    last: `SELECT coalesce(max(position), 0) AS position FROM ${lines} WHERE run_id = $1`,
    renew: `UPDATE ${runs} SET held_until = ${until('$3')} WHERE run_id = $1 AND holder = $2`,
    append: `WITH held AS (
        UPDATE ${runs} SET held_until = ${until('$3')} WHERE run_id = $1 AND holder = $2 RETURNING run_id
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
