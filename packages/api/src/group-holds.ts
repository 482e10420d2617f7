/** Until when KSeF wants no more requests of a group in a context: one 429 speaks for all. */
export class GroupHolds {
  readonly #held = new Map<string, readonly [fromMs: number, untilMs: number]>();

  hold(key: string, fromMs: number, untilMs: number): void {
    this.#held.set(key, [fromMs, Math.max(untilMs, this.#held.get(key)?.[1] ?? 0)]);
  }

  /** Milliseconds that a request of this group has to wait yet; 0 is none. */
  remaining(key: string, nowMs: number): number {
    const [fromMs, untilMs] = this.#held.get(key) ?? [0, 0];
    // Before its beginning: the clock was put back, and must not make hours of seconds.
    if (fromMs <= nowMs && nowMs < untilMs) return untilMs - nowMs;
    this.#held.delete(key);
    return 0;
  }
}
