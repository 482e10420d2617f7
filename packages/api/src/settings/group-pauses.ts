/** Until when KSeF accepts no more requests of a group in a context: one 429 applies to all. */
export class GroupPauses {
  readonly #pauses = new Map<string, readonly [fromMs: number, untilMs: number]>();
  readonly #refusals = new Map<string, number>();

  pause(key: string, fromMs: number, untilMs: number): void {
    this.#pauses.set(key, [fromMs, Math.max(untilMs, this.#pauses.get(key)?.[1] ?? 0)]);
  }

  /** KSeF has rejected one more request of this group. Returns how many in a row. */
  refused(key: string): number {
    const count = (this.#refusals.get(key) ?? 0) + 1;
    this.#refusals.set(key, count);
    return count;
  }

  /** KSeF has accepted a request of this group. */
  taken(key: string): void {
    this.#refusals.delete(key);
  }

  /** Milliseconds that a request of this group still has to wait; 0 for none. */
  remaining(key: string, nowMs: number): number {
    const [fromMs, untilMs] = this.#pauses.get(key) ?? [0, 0];
    // Before its beginning: the clock was set back, and must not turn seconds into hours.
    if (fromMs <= nowMs && nowMs < untilMs) return untilMs - nowMs;
    this.#pauses.delete(key);
    return 0;
  }
}
