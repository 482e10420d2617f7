import type { Api, CallOptions } from '@ksef/api';
import { sessionUpo } from '../receipts/index.js';
import type { OriginalOfDuplicate } from './original-of-duplicate.js';
import { hasSameContent } from './same-content.js';

/** How much of KSeF's hourly limits the comparison may use. */
export interface ComparisonLimits {
  /** Downloads of single originals. */
  readonly downloads: number;
  /** Receipts of whole sessions: each contains the hashes of thousands of originals in a few requests. */
  readonly receipts: number;
}

/** Compares duplicates with their originals in KSeF: the same bytes, or different ones under the same number. */
export class OriginalFiles {
  readonly #api: Api;
  readonly #call: CallOptions;
  readonly #limits: ComparisonLimits;
  /** KSeF number to hash. */
  readonly #hashes = new Map<string, string>();
  readonly #sessionsRead = new Set<string>();
  #downloads = 0;

  constructor(api: Api, call: CallOptions, limits: ComparisonLimits) {
    this.#api = api;
    this.#call = call;
    this.#limits = limits;
  }

  /** Records the file of an accepted invoice. */
  add(ksefNumber: string, invoiceHash: string): void {
    this.#hashes.set(ksefNumber, invoiceHash);
  }

  /** Whether the original has this hash; undefined when KSeF does not say, or the limits are used up. */
  async isSame(
    { ksefNumber, originalSessionReferenceNumber }: OriginalOfDuplicate & { readonly ksefNumber: string },
    invoiceHash: string,
  ): Promise<boolean | undefined> {
    const session = originalSessionReferenceNumber;
    const mayRead =
      session && !this.#sessionsRead.has(session) && this.#sessionsRead.size < this.#limits.receipts;
    if (!this.#hashes.has(ksefNumber) && mayRead) {
      this.#sessionsRead.add(session);
      try {
        for await (const { document } of sessionUpo(this.#api, session, this.#call))
          for (const one of document.invoices) this.#hashes.set(one.ksefNumber, one.invoiceHash);
      } catch {
        // It may be someone else's session, or the wrong one: KSeF has been seen to report wrong ones.
        this.#call.signal?.throwIfAborted();
      }
    }
    const known = this.#hashes.get(ksefNumber);
    if (known !== undefined) return known === invoiceHash;
    if (this.#downloads >= this.#limits.downloads) return undefined;
    this.#downloads++;
    return hasSameContent(this.#api, ksefNumber, invoiceHash, this.#call);
  }
}
