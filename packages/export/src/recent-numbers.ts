/**
 * Knows which KSeF numbers came in this query and the one before. Queries touch at one instant, so no number comes
 * again later than in the next one; older ones are forgotten.
 */
export class RecentNumbers {
  #before = new Set<string>();
  #now = new Set<string>();

  startQuery(): void {
    this.#before = this.#now;
    this.#now = new Set();
  }

  /** Notes the number; true when it is new. */
  add(ksefNumber: string): boolean {
    const known = this.#before.has(ksefNumber) || this.#now.has(ksefNumber);
    this.#now.add(ksefNumber);
    return !known;
  }
}
