import { ChangeNotifier } from '../async/index.js';
import type { InvoiceResult } from '../invoice/index.js';

/** Results that come in any order and are given in that of their inputs. */
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

  /** The result that is due; undefined while it is not there. */
  take(): InvoiceResult | undefined {
    const result = this.#held.get(this.#next);
    if (result === undefined) return undefined;
    this.#held.delete(this.#next++);
    this.notify();
    return result;
  }

  /** Resolves at the next change: one of results, or one that was notified of. */
  changed(): Promise<void> {
    return this.#change.next();
  }

  notify(): void {
    this.#change.notify();
  }
}
