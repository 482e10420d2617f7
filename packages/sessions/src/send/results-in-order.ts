import { ChangeNotifier } from '../async/index.js';
import type { InvoiceResult } from '../invoice/index.js';

/** Results that arrive in any order and are returned in input order. */
export class ResultsInOrder {
  readonly #most: number;
  readonly #held = new Map<number, InvoiceResult>();
  readonly #change = new ChangeNotifier();
  #next = 0;

  constructor(most: number) {
    this.#most = most;
  }

  /** Index of the result that is due. */
  get next(): number {
    return this.#next;
  }

  get isFull(): boolean {
    return this.#held.size >= this.#most;
  }

  put(result: InvoiceResult): void {
    this.#held.set(result.index, result);
    this.notify();
  }

  /** The due result; undefined while it is not ready. */
  take(): InvoiceResult | undefined {
    const result = this.#held.get(this.#next);
    if (result === undefined) return undefined;
    this.#held.delete(this.#next++);
    this.notify();
    return result;
  }

  /** Resolves at the next change: of the results, or one reported by a notification. */
  changed(): Promise<void> {
    return this.#change.next();
  }

  notify(): void {
    this.#change.notify();
  }
}
