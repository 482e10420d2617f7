/** A clock for simulations: structurally the `Clock` of `@ksef/core`. */
export interface VirtualClock {
  now(): number;
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Time stands still until this is settled: for network and processes. */
  track<T>(promise: Promise<T>): Promise<T>;
  /** Resolves when nothing runs but sleepers. */
  idle(): Promise<void>;
  /** When the next sleeper wakes. */
  nextAt(): number | undefined;
  /** Sets the clock, and wakes those whose time has come. */
  leapTo(ms: number): void;
  /** Leaps from sleeper to sleeper until then. */
  runUntil(endMs: number): Promise<void>;
}
export function virtualClock(startMs?: number): VirtualClock;
