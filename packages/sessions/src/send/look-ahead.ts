import { unlessAborted } from '../async/index.js';
import type { InvoiceInput } from '../invoice/index.js';

// The contents of what is looked at are in memory until they are sent.
const mostBytesAhead = 16_000_000;

/** Takes a few inputs from a source to see how many there are, and gives them back with the rest. */
export class LookAhead {
  readonly seen: InvoiceInput[] = [];
  readonly #inputs: AsyncGenerator<InvoiceInput>;
  readonly #signal: AbortSignal | undefined;
  #bytes = 0;
  #whole = false;

  constructor(inputs: AsyncGenerator<InvoiceInput>, signal: AbortSignal | undefined) {
    this.#inputs = inputs;
    this.#signal = signal;
  }

  /** Whether the source has at most so many inputs, and none too large to be looked at. */
  async isWholeWithin(most: number): Promise<boolean> {
    const { seen } = this;
    while (seen.length <= most && this.#bytes <= mostBytesAhead && !this.#whole) {
      const { value, done } = await unlessAborted(this.#inputs.next(), this.#signal);
      if (done) this.#whole = true;
      else {
        seen.push(value);
        this.#bytes += lengthOf(value);
      }
    }
    return this.#whole && seen.length <= most;
  }

  /** All inputs, those that were looked at first. */
  all(): AsyncGenerator<InvoiceInput> {
    return joined(this.seen, this.#inputs);
  }
}

/** What was taken from a source, and its rest. */
export async function* joined<T>(ahead: readonly T[], rest: AsyncGenerator<T>): AsyncGenerator<T> {
  yield* ahead;
  yield* rest;
}

/** A source as a generator, which can be read one by one and ended. */
export async function* iterate<T>(source: AsyncIterable<T> | Iterable<T>): AsyncGenerator<T> {
  yield* source;
}

/** Of an input's content; 0 of what has none, or cannot be read. */
function lengthOf(input: InvoiceInput | null | undefined): number {
  try {
    return input?.content?.length ?? 0;
  } catch {
    return 0;
  }
}
