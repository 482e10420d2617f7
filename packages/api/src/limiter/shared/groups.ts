import type { Clock } from '@ksef/core';
import type { AdmissionLine } from '../admission-line.js';
import type { AdmissionTimes } from '../windows.js';

/** This process's state of one group. */
export interface Group {
  readonly times: AdmissionTimes;
  readonly line: AdmissionLine;
  blockedUntil: number;
  /** Requests that ask how long they would have to wait. */
  asking: number;
  /** Requests that the server has admitted and counted, and that have not been sent: they go at once, or never. */
  granted: number;
  grantedAt: number;
}

const fewGroups = 1_000;

/** The groups in use: contexts come and go. */
export class Groups {
  readonly #clock: Clock;
  readonly #keptForMs: number;
  readonly #onSweep: () => void;
  readonly #groups = new Map<string, Group>();
  #sweepAt = fewGroups;

  /** `keptForMs`: how long a group may count after its last request. */
  constructor({ clock, keptForMs, onSweep }: { clock: Clock; keptForMs: number; onSweep: () => void }) {
    this.#clock = clock;
    this.#keptForMs = keptForMs;
    this.#onSweep = onSweep;
  }

  get(key: string, make: () => Group): Group {
    const known = this.#groups.get(key);
    if (known !== undefined) return known;
    if (this.#groups.size >= this.#sweepAt) this.#sweep();
    const group = make();
    this.#groups.set(key, group);
    return group;
  }

  /** Lets the waiting requests retry. */
  wake(): void {
    for (const { line } of this.#groups.values()) line.wake();
  }

  #sweep(): void {
    const now = this.#clock.now();
    for (const [key, { times, line, blockedUntil }] of this.#groups) {
      if (line.size === 0 && times.latest < now - this.#keptForMs && blockedUntil < now)
        this.#groups.delete(key);
    }
    this.#onSweep();
    this.#sweepAt = Math.max(fewGroups, this.#groups.size * 2);
  }
}
