import { HandoffQueue } from '../async/index.js';
import type { Flush, InvoiceInput } from '../invoice/index.js';
import type { ResultsInOrder } from './results-in-order.js';

/** The inputs sent in one mode, the positions of their results among all results, and how sending them ended. */
export class Branch<T> {
  readonly inputs = new HandoffQueue<T>();
  readonly #indices = new Map<number, number>();
  #given = 0;
  #received = 0;
  /** Undefined while it is running. */
  end: { readonly failure?: { readonly error: unknown } } | undefined;

  /** False when no more inputs are taken. */
  give(index: number, input: T): Promise<boolean> {
    this.#indices.set(this.#given++, index);
    return this.inputs.push(input);
  }

  /** Position of the branch's next result. The branch returns its results in order. */
  get nextIndex(): number | undefined {
    return this.#indices.get(this.#received);
  }

  /** The next result is ready: its position. */
  receive(): number {
    const index = this.nextIndex ?? 0;
    this.#indices.delete(this.#received++);
    return index;
  }
}

/** Both branches, and the order of their results. */
export interface Branches {
  readonly online: Branch<InvoiceInput>;
  readonly batch: Branch<InvoiceInput | Flush>;
  readonly results: ResultsInOrder;
  readonly signal: AbortSignal;
}

/** No branch takes more inputs. */
export function endInputs({ online, batch, results }: Branches): void {
  online.inputs.end();
  batch.inputs.end();
  results.notify();
}
