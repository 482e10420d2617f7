import type { FinishedInvoice } from '../../invoice/index.js';

/** The results of many invoices by their hash, in little memory: about 200 bytes per accepted invoice. */
export class FinishedInvoices {
  /** Hash to lines, one for each input with those bytes. */
  readonly #lines = new Map<string, string>();
  /** Most invoices share their status and their session with many others. */
  readonly #shared: string[] = [];
  readonly #places = new Map<string, number>();

  add(hash: string, id: number, finished: FinishedInvoice): void {
    const { ksefNumber, referenceNumber, ...rest } = finished;
    const line = `${id} ${ksefNumber ?? ''} ${referenceNumber ?? ''} ${this.#share(JSON.stringify(rest))}`;
    const earlier = this.#lines.get(hash);
    this.#lines.set(hash, earlier === undefined ? line : inOrder([...earlier.split('\n'), line]));
  }

  /** Id of the input that {@link take} gives next. */
  nextId(hash: string): number | undefined {
    const lines = this.#lines.get(hash);
    return lines === undefined ? undefined : idOf(lines);
  }

  /** The result of an input with these bytes, in source order. Each result is returned once. */
  take(hash: string): FinishedInvoice | undefined {
    const lines = this.#lines.get(hash);
    if (lines === undefined) return undefined;
    const end = lines.indexOf('\n');
    if (end < 0) this.#lines.delete(hash);
    else this.#lines.set(hash, lines.slice(end + 1));
    const [, ksefNumber, referenceNumber, place] = (end < 0 ? lines : lines.slice(0, end)).split(' ');
    return {
      ...(JSON.parse(this.#shared[Number(place)] ?? '{}') as object),
      ...(ksefNumber ? { ksefNumber } : {}),
      ...(referenceNumber ? { referenceNumber } : {}),
    } as FinishedInvoice;
  }

  /** Invoice references of the inputs with these bytes. */
  references(hash: string): readonly string[] {
    const lines = this.#lines.get(hash)?.split('\n') ?? [];
    return lines.map((line) => line.split(' ')[2] ?? '').filter((reference) => reference !== '');
  }

  #share(text: string): number {
    const known = this.#places.get(text);
    if (known !== undefined) return known;
    this.#places.set(text, this.#shared.length);
    return this.#shared.push(text) - 1;
  }
}

function inOrder(lines: readonly string[]): string {
  return [...lines].sort((one, other) => idOf(one) - idOf(other)).join('\n');
}

function idOf(line: string): number {
  return Number.parseInt(line, 10);
}
