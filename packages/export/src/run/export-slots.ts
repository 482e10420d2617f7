import { checkOptions, wholeNumber } from '@ksef/core/internal';

/**
 * Counts the exports of one context that are running, so that KSeF never has to reject one (21182: at most 10 at a
 * time). Share one object among all exports of a context.
 */
export class ExportSlots {
  readonly #most: number;
  readonly #running = new Set<string>();
  #starting = 0;

  /**
   * @param most How many may run at a time. Default 10, KSeF's limit; fewer when other programs export too.
   * @throws InvalidInputError `INVALID_OPTION`
   */
  constructor(most = 10) {
    checkOptions<{ most?: number }>({ most }, { most: wholeNumber(1) });
    this.#most = most;
  }

  /** Reference numbers of exports that run, as far as known here, oldest first. */
  get running(): readonly string[] {
    return [...this.#running];
  }

  /** Takes a slot for a start; false if none is free. */
  take(): boolean {
    if (this.#running.size + this.#starting >= this.#most) return false;
    this.#starting++;
    return true;
  }

  /** The start has an outcome: a reference number, or none. */
  started(referenceNumber: string | undefined): void {
    this.#starting--;
    if (referenceNumber !== undefined) this.#running.add(referenceNumber);
  }

  /** The export has ended, whatever the outcome. */
  done(referenceNumber: string): void {
    this.#running.delete(referenceNumber);
  }
}
