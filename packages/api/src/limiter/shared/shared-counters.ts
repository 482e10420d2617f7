import type { Window } from '../windows.js';

/** The counters of a request. */
export interface CountedIn {
  /** Environment and context; empty without one. */
  readonly environment: string;
  readonly context: string;
  /** Names of the group's counter, and of the one that groups share, if there is one. */
  readonly own: string;
  readonly shared: string | undefined;
  readonly windows: readonly Window[];
  readonly sharedWindows: readonly Window[];
}

/** Who asks: a process. How late it may be in asking again before it is considered dead, in milliseconds. */
export interface Asker {
  readonly id: string;
  readonly graceMs: number;
}

/** Counters that processes share, on a server and by its clock. Each call is one atomic step, and one round trip. */
export interface SharedCounters {
  /**
   * Admits and counts up to `count` requests if their windows have room and nobody else asked before. Otherwise the asker
   * waits in line, and asks again after `waitMs`.
   */
  pass(
    where: CountedIn,
    asker: Asker,
    count: number,
  ): Promise<{ readonly passed: number; readonly waitMs: number }>;
  /**
   * Milliseconds until the last of `count` more requests could be sent. Other processes in line are assumed to have as
   * many.
   */
  forecast(where: CountedIn, asker: Asker, count: number): Promise<number>;
  /** Leaves the line. */
  leave(where: CountedIn, asker: Asker): Promise<unknown>;
  block(where: CountedIn, blockedMs: number): Promise<unknown>;
}
