import type { SpoolFile, SpoolFolder } from './spool-folder.js';

/** An item and the key by which it is sorted. */
export interface Keyed<Item> {
  readonly key: string;
  readonly item: Item;
}

type Line = string;

/** Characters of JSON that are kept in memory before they are written to a file. */
const usuallyHeld = 4_000_000;
/** The number of files that are read in parallel. Once there are that many, they are merged into one. */
const mostRuns = 32;

/**
 * Sorts any number of items by a text, in memory of constant size: data that does not fit is sorted in pieces, which
 * are stored in files. Items with equal keys keep their order.
 */
export class SortedSpool<Item> {
  readonly #folder: SpoolFolder;
  readonly #mostHeld: number;
  #held: Keyed<Line>[] = [];
  #heldChars = 0;
  #runs: SpoolFile[] = [];

  constructor(folder: SpoolFolder, mostHeld: number = usuallyHeld) {
    this.#folder = folder;
    this.#mostHeld = mostHeld;
  }

  async add(key: string, item: Item): Promise<void> {
    const line = JSON.stringify([key, item]);
    this.#held.push({ key, item: line });
    this.#heldChars += key.length + line.length;
    if (this.#heldChars >= this.#mostHeld) await this.#spill();
  }

  /** All items in order. Read it once, after everything was added. */
  async *sorted(): AsyncGenerator<Keyed<Item>> {
    const held = this.#takeHeld();
    const lines =
      this.#runs.length === 0 ? held : merged([...this.#runs.map((run) => this.#read(run)), held]);
    for await (const { item } of lines) {
      const [key, value] = JSON.parse(item) as [string, Item];
      yield { key, item: value };
    }
    for (const run of this.#runs) await this.#folder.remove(run);
  }

  async #spill(): Promise<void> {
    const held = this.#takeHeld();
    this.#runs.push(await this.#folder.write(held.map(({ item }) => item)));
    if (this.#runs.length < mostRuns) return;
    const runs = this.#runs;
    const one = await this.#folder.write(linesOf(merged(runs.map((run) => this.#read(run)))));
    this.#runs = [one];
    for (const run of runs) await this.#folder.remove(run);
  }

  #takeHeld(): Keyed<Line>[] {
    const held = this.#held.sort(byKey);
    this.#held = [];
    this.#heldChars = 0;
    return held;
  }

  async *#read(run: SpoolFile): AsyncGenerator<Keyed<Line>> {
    for await (const item of this.#folder.read(run)) yield { key: keyOf(item), item };
  }
}

function byKey(one: Keyed<Line>, other: Keyed<Line>): number {
  if (one.key === other.key) return 0;
  return one.key < other.key ? -1 : 1;
}

/** The key of a line without parsing the whole of it: the first text of its array. */
function keyOf(line: Line): string {
  let end = 2;
  while (line[end] !== '"') end += line[end] === '\\' ? 2 : 1;
  return JSON.parse(line.slice(1, end + 1)) as string;
}

async function* linesOf(items: AsyncIterable<Keyed<Line>>): AsyncGenerator<Line> {
  for await (const { item } of items) yield item;
}

/** Sorted sources as one. Of equal keys, those of the earlier source come first. */
async function* merged(
  sources: readonly (AsyncIterable<Keyed<Line>> | Iterable<Keyed<Line>>)[],
): AsyncGenerator<Keyed<Line>> {
  const readers = sources.map((source) =>
    Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : source[Symbol.iterator](),
  );
  try {
    const heads = await Promise.all(readers.map((reader) => reader.next()));
    for (;;) {
      let first = -1;
      for (const [index, head] of heads.entries()) {
        if (head.done) continue;
        const best = heads[first]?.value as Keyed<Line> | undefined;
        if (best === undefined || head.value.key < best.key) first = index;
      }
      const reader = readers[first];
      if (reader === undefined) return;
      yield heads[first]?.value as Keyed<Line>;
      heads[first] = await reader.next();
    }
  } finally {
    for (const reader of readers) await reader.return?.();
  }
}
