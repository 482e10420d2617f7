import { unlessAborted } from '../async/index.js';
import type { InvoiceInput } from '../invoice/index.js';

// The contents of these inputs stay in memory until they are sent.
const mostBytesAhead = 16_000_000;

/** Takes a few inputs from a source to see how many there are, and returns them with the rest. */
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

  /** Whether the source has at most this many inputs, and none too large to look at. */
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

  /** All inputs, starting with those already taken. */
  all(): AsyncGenerator<InvoiceInput> {
    return joined(this.seen, this.#inputs);
  }
}

/** The inputs taken from a source, and the rest of the source. */
export async function* joined<T>(ahead: readonly T[], rest: AsyncGenerator<T>): AsyncGenerator<T> {
  yield* ahead;
  yield* rest;
}

/** A source as a generator that can be read step by step and ended. */
export async function* iterate<T>(source: AsyncIterable<T> | Iterable<T>): AsyncGenerator<T> {
  yield* source;
}

/** Size of an input's content; 0 if it has none or it cannot be read. */
function lengthOf(input: InvoiceInput | null | undefined): number {
  try {
    return input?.content?.length ?? 0;
  } catch {
    return 0;
  }
}
