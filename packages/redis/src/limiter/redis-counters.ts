import type { CountedIn, SharedCounters, Window } from '@ksef/api/internal';
import type { RedisCommands } from '../commands/redis-client.js';
import { blockGroup, forecast, leaveLine, passOne } from './scripts.js';

/** How {@link redisCounters} names its keys, and where it has the time from. */
export interface RedisCountersOptions {
  readonly prefix: string;
  readonly address: string;
  /** Empty: Redis's own. */
  time(): number | '';
}

/** Counters in Redis. */
export function redisCounters(
  redis: RedisCommands,
  { prefix, address, time }: RedisCountersOptions,
): SharedCounters {
  let requests = 0;
  return {
    async pass(where, { id, graceMs }) {
      const request = `${id}:${++requests}`;
      const args = [time(), request, id, graceMs, ...limitsOf(where)];
      const waitMs = Number(await passOne(redis, keysOf(where), args));
      return { passed: waitMs === 0 ? 1 : 0, waitMs };
    },
    async forecast(where, { id }, count) {
      return Number(await forecast(redis, keysOf(where), [time(), id, count, ...limitsOf(where)]));
    },
    leave: (where, { id }) => leaveLine(redis, keysOf(where).slice(2, 4), [id]),
    block(where, blockedMs) {
      const [clock = '', , , , block = ''] = keysOf(where);
      return blockGroup(redis, [clock, block], [time(), blockedMs]);
    },
  };

  /** Of the clock, the admissions, who waits, until when each lives, the block, the shared admissions. */
  function keysOf({ environment, context, own, shared }: CountedIn): string[] {
    // In braces: keys of one context stay together in a cluster.
    const tag = `${prefix}{${address} ${environment} ${context}}`;
    const ofGroup = ['times', 'line', 'lives', 'block'].map((name) => `${tag}${own}:${name}`);
    return [`${tag}clock`, ...ofGroup, ...(shared === undefined ? [] : [`${tag}${shared}:times`])];
  }
}

function limitsOf({ windows, sharedWindows }: CountedIn): number[] {
  return [windows.length, ...flat(windows), ...flat(sharedWindows)];
}

function flat(windows: readonly Window[]): number[] {
  return windows.flatMap(({ limit, spanMs }) => [limit, spanMs]);
}
