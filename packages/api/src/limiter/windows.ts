import type { OperationLimits } from '../operation.js';

const lengths = [
  ['perSecond', 1_000],
  ['perMinute', 60_000],
  ['perHour', 3_600_000],
] as const;

/** The longest window of KSeF, in milliseconds. */
export const longestWindowMs = 3_600_000;

/** A window that has a limit. `spanMs` is its length with the margin: for so long an admission counts. */
export interface Window {
  readonly limit: number;
  readonly spanMs: number;
}

/**
 * The windows that have a limit. Each is longer than KSeF's by `marginMs`, at most a quarter: requests reach KSeF
 * later than they are admitted, by times that differ, so that two of them may arrive closer than they left.
 */
export function windowsOf(limits: OperationLimits, marginMs: number): readonly Window[] {
  return lengths.flatMap(([name, ms]) => {
    const limit = limits[name];
    // KSeF writes -1 for no limit.
    if (typeof limit !== 'number' || !(limit >= 0)) return [];
    return [{ limit, spanMs: ms + Math.min(marginMs, ms / 4) }];
  });
}

/** When the latest requests of one group were admitted: all windows are answered from one ring of times. */
export class AdmissionTimes {
  #ring = new Float64Array(8);
  #count = 0;

  /** Time of the latest admission; minus infinity before the first. */
  get latest(): number {
    return this.#back(1);
  }

  /** The earliest time at which one more may follow; it may be past. */
  next(windows: readonly Window[]): number {
    let earliest = Number.NEGATIVE_INFINITY;
    for (const { limit, spanMs } of windows) {
      const freeAt = limit === 0 ? Number.POSITIVE_INFINITY : this.#back(limit) + spanMs;
      if (freeAt > earliest) earliest = freeAt;
    }
    return earliest;
  }

  record(time: number, windows: readonly Window[]): void {
    const needed = windows.reduce((most, { limit }) => Math.max(most, limit), 1);
    if (this.#count >= this.#ring.length && this.#ring.length < needed) this.#grow();
    this.#ring[this.#count++ % this.#ring.length] = time;
  }

  copy(): AdmissionTimes {
    const copy = new AdmissionTimes();
    copy.#ring = this.#ring.slice();
    copy.#count = this.#count;
    return copy;
  }

  #back(steps: number): number {
    if (steps > this.#count || steps > this.#ring.length) return Number.NEGATIVE_INFINITY;
    return this.#ring[(this.#count - steps) % this.#ring.length] ?? 0;
  }

  #grow(): void {
    const ring = new Float64Array(this.#ring.length * 2);
    const first = this.#count - this.#ring.length;
    for (let index = first; index < this.#count; index++) {
      ring[index % ring.length] = this.#ring[index % this.#ring.length] ?? 0;
    }
    this.#ring = ring;
  }
}
