import { type Verdict, verdictOf } from '../../duplicates/index.js';
import type { SessionInvoice } from '../../status/index.js';
import type { Member } from './batch-progress.js';

/** Verdicts by hash: files with the same bytes have as many as there are of them, the accepted one first. */
export class FoundVerdicts {
  readonly #byHash = new Map<string, Verdict[]>();
  size = 0;

  add(invoiceHash: string, verdict: Verdict | undefined): void {
    if (verdict === undefined) return;
    const same = this.#byHash.get(invoiceHash);
    if (same === undefined) this.#byHash.set(invoiceHash, [verdict]);
    else same.push(verdict);
    this.size++;
  }

  /** Takes from the list of all invoices what receipt and list of failures did not have. */
  replaceMissing(members: readonly Member[], all: readonly SessionInvoice[], session: string): void {
    const wanted = new Map<string, number>();
    for (const { invoiceHash } of members) wanted.set(invoiceHash, (wanted.get(invoiceHash) ?? 0) + 1);
    const missing = new Set(
      [...wanted]
        .filter(([hash, count]) => (this.#byHash.get(hash)?.length ?? 0) < count)
        .map(([hash]) => hash),
    );
    for (const hash of missing) this.#byHash.delete(hash);
    for (const one of all)
      if (missing.has(one.invoiceHash)) this.add(one.invoiceHash, verdictOf(one, session));
    for (const hash of missing) this.#byHash.get(hash)?.sort((one, other) => rank(one) - rank(other));
  }

  join(members: readonly Member[]): Map<number, Verdict> {
    const verdicts = new Map<number, Verdict>();
    for (const { index, invoiceHash } of members) {
      const verdict = this.#byHash.get(invoiceHash)?.shift();
      if (verdict !== undefined) verdicts.set(index, verdict);
    }
    return verdicts;
  }
}

function rank({ status }: Verdict): number {
  return status === 'accepted' ? 0 : 1;
}
