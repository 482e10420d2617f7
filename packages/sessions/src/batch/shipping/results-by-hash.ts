import { resultOfStatus } from '../../duplicates/index.js';
import type { InputResult } from '../../invoice/index.js';
import type { SessionInvoice } from '../../status/index.js';
import type { PackagedInvoice } from './batch-progress.js';

/** Results by hash: files with the same bytes have one result each, the accepted one first. */
export class ResultsByHash {
  readonly #byHash = new Map<string, InputResult[]>();
  size = 0;

  add(invoiceHash: string, result: InputResult | undefined): void {
    if (result === undefined) return;
    const same = this.#byHash.get(invoiceHash);
    if (same === undefined) this.#byHash.set(invoiceHash, [result]);
    else same.push(result);
    this.size++;
  }

  /** Adds from the list of all invoices what the receipt and the list of failures did not contain. */
  replaceMissing(members: readonly PackagedInvoice[], all: readonly SessionInvoice[], session: string): void {
    const wanted = new Map<string, number>();
    for (const { invoiceHash } of members) wanted.set(invoiceHash, (wanted.get(invoiceHash) ?? 0) + 1);
    const missing = new Set(
      [...wanted]
        .filter(([hash, count]) => (this.#byHash.get(hash)?.length ?? 0) < count)
        .map(([hash]) => hash),
    );
    for (const hash of missing) this.#byHash.delete(hash);
    for (const one of all)
      if (missing.has(one.invoiceHash)) this.add(one.invoiceHash, resultOfStatus(one, session));
    for (const hash of missing) this.#byHash.get(hash)?.sort((one, other) => rank(one) - rank(other));
  }

  join(members: readonly PackagedInvoice[]): Map<number, InputResult> {
    const results = new Map<number, InputResult>();
    for (const { index, invoiceHash } of members) {
      const result = this.#byHash.get(invoiceHash)?.shift();
      if (result !== undefined) results.set(index, result);
    }
    return results;
  }
}

function rank({ status }: InputResult): number {
  return status === 'accepted' ? 0 : 1;
}
