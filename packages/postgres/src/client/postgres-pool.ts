/** The part of a `Pool` of `pg` that is used; anything that runs SQL with `$1` parameters will do. */
export interface PostgresPool {
  query(
    sql: string,
    values: unknown[],
  ): Promise<{ readonly rows: readonly unknown[]; readonly rowCount: number | null }>;
}

/** What a statement answered. */
export type PostgresAnswer = Awaited<ReturnType<PostgresPool['query']>>;
