import { AdmissionTimes, type CountedIn, Route, type SharedCounters, type Window } from '@ksef/api/internal';
import type { Postgres } from '../client/postgres.js';
import type { PostgresAnswer } from '../client/postgres-pool.js';
import type { LimiterStatements } from './statements.js';

/** The name of this address, and where {@link postgresCounters} has the time from. */
export interface PostgresCountersOptions {
  readonly address: string;
  /** Null: the server's. */
  time(): number | null;
}

interface Forecast {
  readonly now: number;
  readonly blocked_until: number | null;
  readonly others: string;
  readonly own: readonly number[];
  readonly shared: readonly number[];
}

const sweepEveryMs = 3_600_000;

/** Counters in PostgreSQL. */
export function postgresCounters(
  postgres: Postgres,
  sql: LimiterStatements,
  { address, time }: PostgresCountersOptions,
): SharedCounters {
  let sweptAt = performance.now();
  const latest = new Map<string, Promise<PostgresAnswer>>();
  return {
    async pass(where, { id, graceMs }, count) {
      const { context, own, shared } = keysOf(where);
      const windows = [...where.windows, ...where.sharedWindows];
      const counters = windows.map((_, index) => (index < where.windows.length ? own : shared));
      const limits = windows.map(({ limit }) => limit);
      const spans = windows.map(({ spanMs }) => spanMs);
      const values = [context, own, counters, limits, spans, id, graceMs, count, time()];
      const { rows } = await inOrder(own, () => postgres.query(sql.pass, values));
      const [answer] = rows as { passed: number; wait_ms: number }[];
      sweep();
      return { passed: Number(answer?.passed), waitMs: Number(answer?.wait_ms) };
    },
    async forecast(where, { id }, count) {
      const { context, own, shared } = keysOf(where);
      const values = [context, own, shared, time(), id];
      const { rows } = await inOrder(own, () => postgres.query(sql.forecast, values));
      const answer = rows[0] as Forecast;
      const { windows, sharedWindows } = where;
      const group = { times: timesOf(answer.own, windows), blockedUntil: Number(answer.blocked_until) };
      const route = new Route(group, windows, timesOf(answer.shared, sharedWindows), sharedWindows);
      const now = Number(answer.now);
      return Math.ceil(route.forecast(now, count * (1 + Number(answer.others))) - now);
    },
    leave: (where, { id }) => postgres.query(sql.leave, [keysOf(where).own, id]),
    block(where, blockedMs) {
      const { context, own } = keysOf(where);
      return postgres.query(sql.block, [context, own, blockedMs, time()]);
    },
  };

  /**
   * A pool has many connections. A forecast that is overtaken by the admission of an earlier request would count that
   * twice. When a call fails, those behind it fail too, and do not wait for the server one after the other.
   */
  function inOrder(key: string, call: () => Promise<PostgresAnswer>): Promise<PostgresAnswer> {
    const answer = latest.get(key)?.then(call) ?? call();
    latest.set(key, answer);
    const forget = () => {
      if (latest.get(key) === answer) latest.delete(key);
    };
    answer.then(forget, forget);
    return answer;
  }

  function keysOf({ environment, context, own, shared }: CountedIn) {
    const key = `${address} ${environment} ${context}`;
    return { context: key, own: `${key} ${own}`, shared: shared === undefined ? null : `${key} ${shared}` };
  }

  function sweep(): void {
    if (performance.now() - sweptAt < sweepEveryMs) return;
    sweptAt = performance.now();
    postgres.query(sql.sweep, []).catch(() => {});
  }
}

function timesOf(admissions: readonly number[], windows: readonly Window[]): AdmissionTimes {
  const times = new AdmissionTimes();
  for (const at of admissions) times.record(at, windows);
  return times;
}
