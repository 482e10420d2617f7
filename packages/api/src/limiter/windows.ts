import type { OperationLimits } from '../operation.js';

const lengths = [
  ['perSecond', 1_000],
  ['perMinute', 60_000],
  ['perHour', 3_600_000],
] as const;

/** The longest window of KSeF, in milliseconds. */
export const longestWindowMs = 3_600_000;

/** A window that has a limit. `spanMs` is its length including the margin: how long an admission counts. */
export interface Window {
  readonly limit: number;
  readonly spanMs: number;
}

/**
 * The windows that have a limit. Each is longer than KSeF's by `marginMs`, at most a quarter. Requests take different
 * times to reach KSeF, so two of them may arrive closer together than they were sent.
 */
export function windowsOf(limits: OperationLimits, marginMs: number): readonly Window[] {
  return lengths.flatMap(([name, ms]) => {
    const limit = limits[name];
    // KSeF uses -1 for no limit.
    if (typeof limit !== 'number' || !(limit >= 0)) return [];
    return [{ limit, spanMs: ms + Math.min(marginMs, ms / 4) }];
  });
}

/** The admission times of the latest requests of one group: one ring of times serves all windows. */
export class AdmissionTimes {
  #ring = new Float64Array(8);
  #count = 0;

  /** Time of the latest admission; minus infinity before the first. */
  get latest(): number {
    return this.#back(1);
  }

  /** The earliest time at which one more may follow; possibly in the past. */
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
