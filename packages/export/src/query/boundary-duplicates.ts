/**
 * Finds invoices that come twice because two queries share the instant at which they touch. A number can repeat in the
 * next query only, so older ones are forgotten.
 */
export class BoundaryDuplicates {
  #before = new Set<string>();
  #now = new Set<string>();

  startQuery(): void {
    this.#before = this.#now;
    this.#now = new Set();
  }

  /** Records the number; false when this query or the previous one had it. */
  isNew(ksefNumber: string): boolean {
    const known = this.#before.has(ksefNumber) || this.#now.has(ksefNumber);
    this.#now.add(ksefNumber);
    return !known;
  }
}
