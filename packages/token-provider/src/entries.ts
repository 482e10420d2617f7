import { type ContextInput, toContext } from '@ksef/core';
import { Entry } from './entry.js';

/** The provider's state by context. */
export class Entries {
  readonly #environment: string;
  // NIPs separate from the rest, and maps by type then value: a lookup builds no key.
  readonly #nips = new Map<string, Entry>();
  readonly #others = new Map<string, Map<string, Entry>>();

  constructor(environment: string) {
    this.#environment = environment;
  }

  find(context: ContextInput): Entry | undefined {
    if (typeof context === 'string') return this.#nips.get(context);
    if (context?.type === 'Nip') return this.#nips.get(context.value);
    return this.#others.get(context?.type)?.get(context.value);
  }

  /** Created if missing. @throws InvalidInputError `INVALID_CONTEXT` */
  get(input: ContextInput): Entry {
    const found = this.find(input);
    if (found) return found;
    const context = toContext(input);
    let map = this.#nips;
    if (context.type !== 'Nip') {
      map = this.#others.get(context.type) ?? new Map();
      this.#others.set(context.type, map);
    }
    const entry = new Entry(this.#environment, context);
    map.set(context.value, entry);
    return entry;
  }
}
