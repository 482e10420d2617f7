import { type InputResult, toError } from '../../invoice/index.js';
import type { PackagedInvoice } from './batch-progress.js';
import type { BatchWork } from './batch-work.js';

/** A package on its way, and what became of its inputs once that is known. */
export class Shipment {
  /** Resolves when the result of every input is known. Never rejects. */
  readonly done: Promise<void>;
  readonly #work: BatchWork | undefined;
  #end: { readonly results: ReadonlyMap<number, InputResult> } | { readonly error: Error } | undefined;

  constructor(results: Promise<ReadonlyMap<number, InputResult>>, work?: BatchWork) {
    this.#work = work;
    this.done = results.then(
      (known) => {
        this.#end = { results: known };
      },
      (error: unknown) => {
        this.#end = { error: toError(error) };
      },
    );
  }

  /** What became of an input; undefined until it is known. */
  resultOf({ index }: Pick<PackagedInvoice, 'index'>): InputResult | undefined {
    const end = this.#end;
    if (end === undefined || 'results' in end) return end?.results.get(index);
    const sessionReferenceNumber = this.#work?.session?.referenceNumber;
    return { status: 'failed', error: end.error, sessionReferenceNumber };
  }
}
