/** The part of a `pg` `Pool` that is used. Anything that runs SQL with `$1` parameters works. */
export interface PostgresPool {
  query(
    sql: string,
    values: unknown[],
  ): Promise<{ readonly rows: readonly unknown[]; readonly rowCount: number | null }>;
}

/** The result of a statement. */
export type PostgresAnswer = Awaited<ReturnType<PostgresPool['query']>>;
