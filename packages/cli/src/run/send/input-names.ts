import { basename } from 'node:path';
import type { InvoiceInput } from '@ksef/client';

// What a package of invoices takes as a name: no path, no control or special characters, at most 200 bytes.
const forbidden = /[\p{Cc}/\\:*?"<>|]/gu;
const longestBytes = 180;

/** Names of inputs as packages take them, and the paths that they stand for. */
export class InputNames {
  readonly #used = new Map<string, number>();
  /** Paths of inputs whose results are still to come. */
  readonly #paths = new Map<number, string>();

  /** Gives each input a name of its own; the same inputs get the same names, so that a run resumes. */
  async *name(source: AsyncIterable<InvoiceInput>): AsyncGenerator<InvoiceInput> {
    let index = 0;
    for await (const input of source) {
      const path = input.name ?? '';
      this.#paths.set(index++, path);
      yield { ...input, name: this.#unique(path === '-' ? 'stdin.xml' : basename(path)) };
    }
  }

  /** The path of an input, once. */
  take(index: number): string | undefined {
    const path = this.#paths.get(index);
    this.#paths.delete(index);
    return path;
  }

  #unique(wanted: string): string {
    const name = shortened(wanted.replace(forbidden, '_').replace(/^[. ]/, '_').replace(/[. ]$/, '_'));
    const key = name.toLowerCase();
    const earlier = this.#used.get(key) ?? 0;
    this.#used.set(key, earlier + 1);
    return earlier === 0 ? name : this.#unique(`${earlier + 1}-${name}`);
  }
}

function shortened(name: string): string {
  let text = name;
  while (Buffer.byteLength(text) > longestBytes) text = text.slice(0, Math.ceil(text.length * 0.9) - 1);
  return text;
}
