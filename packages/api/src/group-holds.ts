/** Until when KSeF wants no more requests of a group in a context: one 429 speaks for all. */
export class GroupHolds {
  readonly #until = new Map<string, number>();

  hold(key: string, untilMs: number): void {
    this.#until.set(key, Math.max(untilMs, this.#until.get(key) ?? 0));
  }

  /** Milliseconds that a request of this group has to wait yet; 0 is none. */
  remaining(key: string, nowMs: number): number {
    const until = this.#until.get(key) ?? 0;
    if (until <= nowMs) this.#until.delete(key);
    return Math.max(0, until - nowMs);
  }
}
