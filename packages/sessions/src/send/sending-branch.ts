import { HandoffQueue } from '../async/index.js';

/** One way of sending: the inputs that it is given, which places its results have among all, and how it ended. */
export class SendingBranch<T> {
  readonly inputs = new HandoffQueue<T>();
  readonly #indices = new Map<number, number>();
  #given = 0;
  #received = 0;
  /** Undefined while it goes on. */
  end: { readonly failure?: { readonly error: unknown } } | undefined;

  /** False when nothing more is taken. */
  give(index: number, input: T): Promise<boolean> {
    this.#indices.set(this.#given++, index);
    return this.inputs.give(input);
  }

  /** Place of the result that this way gives next; it gives them in order. */
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
