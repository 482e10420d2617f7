/** SQL of a limiter. Each statement is one atomic step, and one round trip. */
export interface LimiterStatements {
  readonly pass: string;
  readonly forecast: string;
  readonly leave: string;
  readonly block: string;
  /** Removes what no longer counts, of contexts that are not in use any more. */
  readonly sweep: string;
}

/** The tables of a limiter, and its function. */
export function limiterNames(table = 'ksef_limits') {
  return {
    /** A row of each context: its clock. A row of each group that KSeF blocks. */
    clocks: table,
    admissions: `${table}_admissions`,
    /** Which processes wait. */
    lines: `${table}_lines`,
    pass: `${table}_pass`,
  };
}
type Names = ReturnType<typeof limiterNames>;

/** How long an admission can count, in milliseconds: an hour, and the margin. */
const longestMs = 3_700_000;

/** The caller's time, or the server's, in milliseconds. */
const timeOr = (parameter: string) =>
  `coalesce(${parameter}, extract(epoch FROM clock_timestamp()) * 1000)::float8`;

/**
 * The time of a context never goes back: `skew` is by how much a clock that was set back is behind. Updating its row
 * also locks the context until the end of the statement.
 */
const tick = (clocks: string, context: string, time: string) =>
  `INSERT INTO ${clocks} AS clock (key, latest) VALUES (${context}, ${timeOr(time)})
    ON CONFLICT (key) DO UPDATE SET skew = greatest(clock.skew, clock.latest - ${timeOr(time)}),
      latest = greatest(clock.latest, ${timeOr(time)} + clock.skew)
    RETURNING clock.latest`;

/**
 * Statements that create the tables and the function. The function's first statement locks the context: those after it
 * see what earlier holders committed.
 */
export function limiterTables({ clocks, admissions, lines, pass }: Names): readonly string[] {
  return [
    `CREATE TABLE IF NOT EXISTS ${clocks} (
      key text COLLATE "C" PRIMARY KEY,
      latest float8 NOT NULL DEFAULT 0,
      skew float8 NOT NULL DEFAULT 0,
      blocked_until float8 NOT NULL DEFAULT 0
    )`,
    `CREATE TABLE IF NOT EXISTS ${admissions} (key text COLLATE "C" NOT NULL, at float8 NOT NULL)`,
    `CREATE INDEX IF NOT EXISTS ${admissions.replace(/^.*\./, '')}_at ON ${admissions} (key, at)`,
    `CREATE TABLE IF NOT EXISTS ${lines} (
      key text COLLATE "C",
      asker text,
      since float8 NOT NULL,
      lives_until float8 NOT NULL,
      PRIMARY KEY (key, asker)
    )`,
    // Of each window: the counter that it limits, its limit and its length.
    // Processes that replace it at one time take turns, or PostgreSQL refuses all but one.
    `DO $do$ BEGIN PERFORM pg_advisory_xact_lock(hashtext('${pass}')); CREATE OR REPLACE FUNCTION ${pass}(
      p_context text, p_group text, p_counters text[], p_limits float8[], p_spans float8[],
      p_asker text, p_grace float8, p_count int, p_time float8, OUT passed int, OUT wait_ms float8
    ) LANGUAGE plpgsql AS $$
    DECLARE
      v_now float8;
      v_blocked float8;
      v_room float8;
      v_free_at float8;
      v_first text;
      v_is_alone boolean;
    BEGIN
      -- The latest admissions may be lost when the server crashes. Nothing else depends on them.
      PERFORM set_config('synchronous_commit', 'off', true);
      ${tick(clocks, 'p_context', 'p_time')} INTO v_now;
      SELECT coalesce(max(blocked_until), 0) INTO v_blocked FROM ${clocks} WHERE key = p_group;
      SELECT min(w.allowed - (SELECT count(*) FROM ${admissions} a WHERE a.key = w.counter AND a.at > v_now - w.span))
        INTO v_room FROM unnest(p_counters, p_limits, p_spans) AS w(counter, allowed, span);
      DELETE FROM ${lines} WHERE key = p_group AND lives_until < v_now AND asker <> p_asker;
      SELECT asker INTO v_first FROM ${lines} WHERE key = p_group ORDER BY since, asker LIMIT 1;
      IF v_blocked <= v_now AND v_room >= 1 AND coalesce(v_first = p_asker, true) THEN
        DELETE FROM ${lines} WHERE key = p_group AND asker = p_asker;
        -- Where others wait, processes take turns.
        v_is_alone := NOT EXISTS (SELECT FROM ${lines} WHERE key = p_group);
        passed := CASE WHEN v_is_alone THEN least(v_room, p_count) ELSE 1 END;
        wait_ms := 0;
        DELETE FROM ${admissions} a WHERE a.key = ANY (p_counters) AND a.at < v_now - ${longestMs};
        INSERT INTO ${admissions} (key, at)
          SELECT c.counter, v_now FROM (SELECT DISTINCT unnest(p_counters) AS counter) c, generate_series(1, passed);
        RETURN;
      END IF;
      -- When the request that is in the way of one more leaves its window. A limit of 0 may be raised: ask again.
      SELECT max(CASE WHEN w.allowed = 0 THEN v_now + 60000 ELSE w.span + (SELECT a.at FROM ${admissions} a
          WHERE a.key = w.counter ORDER BY a.at DESC OFFSET greatest(w.allowed - 1, 0)::bigint LIMIT 1) END)
        INTO v_free_at FROM unnest(p_counters, p_limits, p_spans) AS w(counter, allowed, span);
      passed := 0;
      -- There may be room for somebody who came before and has not asked again yet.
      wait_ms := greatest(ceil(greatest(v_blocked, coalesce(v_free_at, 0)) - v_now), 25);
      INSERT INTO ${lines} AS line (key, asker, since, lives_until)
        VALUES (p_group, p_asker, v_now, v_now + least(wait_ms, 60000) + p_grace)
        ON CONFLICT (key, asker) DO UPDATE SET lives_until = EXCLUDED.lives_until;
    END $$; END $do$`,
  ];
}

export function limiterStatements({ clocks, admissions, lines, pass }: Names): LimiterStatements {
  return {
    pass: `SELECT passed, wait_ms FROM ${pass}($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    forecast: `WITH clock AS (
        SELECT greatest(coalesce(max(latest), 0), ${timeOr('$4::float8')} + coalesce(max(skew), 0)) AS now
        FROM ${clocks} WHERE key = $1
      )
      SELECT clock.now,
        (SELECT blocked_until FROM ${clocks} WHERE key = $2) AS blocked_until,
        (SELECT count(*) FROM ${lines} l WHERE l.key = $2 AND l.asker <> $5 AND l.lives_until >= clock.now) AS others,
        ARRAY(SELECT a.at FROM ${admissions} a WHERE a.key = $2 AND a.at > clock.now - ${longestMs} ORDER BY a.at) AS own,
        ARRAY(SELECT a.at FROM ${admissions} a WHERE a.key = $3 AND a.at > clock.now - ${longestMs} ORDER BY a.at) AS shared
      FROM clock`,
    leave: `DELETE FROM ${lines} WHERE key = $1 AND asker = $2`,
    block: `WITH clock AS (${tick(clocks, '$1', '$4::float8')})
      INSERT INTO ${clocks} AS blocked (key, blocked_until) SELECT $2, latest + $3::float8 FROM clock
      ON CONFLICT (key) DO UPDATE SET blocked_until = greatest(blocked.blocked_until, EXCLUDED.blocked_until)`,
    // A day: clocks of contexts may be that far apart. It waits for nobody, so nobody waits for it in a ring.
    sweep: `DELETE FROM ${admissions} WHERE ctid = ANY (ARRAY(SELECT ctid FROM ${admissions}
      WHERE at < extract(epoch FROM clock_timestamp()) * 1000 - 86400000 FOR UPDATE SKIP LOCKED))`,
  };
}
