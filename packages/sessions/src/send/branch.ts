import { HandoffQueue } from '../async/index.js';
import type { Flush, InvoiceInput } from '../invoice/index.js';
import type { ResultsInOrder } from './results-in-order.js';

/** What is sent in one mode: the inputs given to it, which places its results have among all, and how it ended. */
export class Branch<T> {
  readonly inputs = new HandoffQueue<T>();
  readonly #indices = new Map<number, number>();
  #given = 0;
  #received = 0;
  /** Undefined while it goes on. */
  end: { readonly failure?: { readonly error: unknown } } | undefined;

  /** False when nothing more is taken. */
  give(index: number, input: T): Promise<boolean> {
    this.#indices.set(this.#given++, index);
    return this.inputs.push(input);
  }

  /** Place of the result that this branch gives next; it gives them in order. */
  get nextIndex(): number | undefined {
    return this.#indices.get(this.#received);
  }

  /** The next result has come: its place. */
  receive(): number {
    const index = this.nextIndex ?? 0;
    this.#indices.delete(this.#received++);
    return index;
  }
}

/** Both branches, and where their results are put in order. */
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
