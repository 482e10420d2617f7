import type { AdmissionTimes, Window } from './windows.js';

/** The line and the counters of the requests of one operation and context. */
export class Route<G extends { readonly times: AdmissionTimes; readonly blockedUntil: number }> {
  readonly group: G;
  readonly #windows: readonly Window[];
  /** The counter that all groups of the context, or of the address, share. */
  readonly #shared: AdmissionTimes | undefined;
  readonly #sharedWindows: readonly Window[];

  constructor(
    group: G,
    windows: readonly Window[],
    shared: AdmissionTimes | undefined,
    sharedWindows: readonly Window[] | undefined,
  ) {
    this.group = group;
    this.#windows = windows;
    this.#shared = shared;
    this.#sharedWindows = sharedWindows ?? [];
  }

  /** When the next request may be sent; possibly in the past. */
  freeAt(): number {
    return this.#freeAt(this.group.times, this.#shared);
  }

  record(time: number): void {
    this.group.times.record(time, this.#windows);
    this.#shared?.record(time, this.#sharedWindows);
  }

  /** When the last of `count` more requests could be sent, if only requests like these arrived. */
  forecast(now: number, count: number): number {
    const times = this.group.times.copy();
    const shared = this.#shared?.copy();
    let time = now;
    for (let index = 0; index < count && time < Number.POSITIVE_INFINITY; index++) {
      time = Math.max(time, this.#freeAt(times, shared));
      times.record(time, this.#windows);
      shared?.record(time, this.#sharedWindows);
    }
    return time;
  }

  #freeAt(times: AdmissionTimes, shared: AdmissionTimes | undefined): number {
    const own = Math.max(this.group.blockedUntil, times.next(this.#windows));
    return shared === undefined ? own : Math.max(own, shared.next(this.#sharedWindows));
  }
}
