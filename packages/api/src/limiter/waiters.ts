import { onAbort } from '@ksef/core/internal';
import type { AdmissionRequest } from '../rate-limiter.js';
import { LimiterQueueError } from './limiter-queue-error.js';

/** One request in line. */
export interface Waiter {
  readonly request: AdmissionRequest;
  readonly since: number;
  /** Whether the wait of the request was reported. */
  told: boolean;
  gone: boolean;
  resolve(): void;
  reject(reason: unknown): void;
}

// After this many interactive requests in a row, one background request goes, if one waits.
const interactiveInARow = 4;

/** Requests in line: first in, first out, interactive ones before the others. */
export class Waiters {
  readonly #interactive = new Lane();
  readonly #background = new Lane();
  readonly #most: number;
  #row = 0;

  constructor(most: number) {
    this.#most = most;
  }

  get size(): number {
    return this.#interactive.size + this.#background.size;
  }

  /** Waits in line. `onLeave` is called when the signal has ended the wait. */
  join(
    request: AdmissionRequest,
    since: number,
    signal: AbortSignal | undefined,
    onLeave: () => void,
  ): Promise<void> {
    if (this.size >= this.#most) {
      return Promise.reject(
        new LimiterQueueError(
          `${request.operation} was not sent: ${this.size} requests of group ${request.group} wait already (maxQueued). Send fewer at a time, or in a batch.`,
          { code: 'RATE_LIMIT_QUEUE_FULL', operation: request.operation, queued: this.size },
        ),
      );
    }
    const lane = request.priority === 'interactive' ? this.#interactive : this.#background;
    return new Promise<void>((resolve, reject) => {
      const waiter: Waiter = {
        request,
        since,
        told: this.size > 0,
        gone: false,
        resolve() {
          off();
          resolve();
        },
        reject(reason) {
          off();
          reject(reason);
        },
      };
      const off = onAbort(signal, () => {
        off();
        lane.drop(waiter);
        reject(signal?.reason);
        onLeave();
      });
      lane.push(waiter);
    });
  }

  /** The next request. */
  head(): Waiter | undefined {
    return this.#lane().head();
  }

  /** Removes and returns the first request. */
  admit(): Waiter | undefined {
    const lane = this.#lane();
    this.#row = lane === this.#interactive ? this.#row + 1 : 0;
    const waiter = lane.shift();
    waiter?.resolve();
    return waiter;
  }

  failAll(reason: unknown): void {
    for (const lane of [this.#interactive, this.#background]) {
      for (let waiter = lane.shift(); waiter !== undefined; waiter = lane.shift()) waiter.reject(reason);
    }
  }

  #lane(): Lane {
    if (this.#interactive.size === 0) return this.#background;
    const turnOfOthers = this.#row >= interactiveInARow && this.#background.size > 0;
    return turnOfOthers ? this.#background : this.#interactive;
  }
}

/** A queue whose members may leave from the middle. */
class Lane {
  size = 0;
  #waiters: Waiter[] = [];
  #first = 0;

  push(waiter: Waiter): void {
    this.#waiters.push(waiter);
    this.size++;
  }

  head(): Waiter | undefined {
    while (this.#waiters[this.#first]?.gone) this.#first++;
    return this.#waiters[this.#first];
  }

  shift(): Waiter | undefined {
    const waiter = this.head();
    if (waiter === undefined) return undefined;
    waiter.gone = true;
    this.size--;
    this.#first++;
    if (this.#first > 64 && this.#first * 2 > this.#waiters.length) {
      this.#waiters = this.#waiters.slice(this.#first);
      this.#first = 0;
    }
    return waiter;
  }

  drop(waiter: Waiter): void {
    if (waiter.gone) return;
    waiter.gone = true;
    this.size--;
    if (this.size > 0) return;
    this.#waiters = [];
    this.#first = 0;
  }
}
