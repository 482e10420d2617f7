/** Work that continues between requests. Each piece has a name, and runs once at a time. */
export class BackgroundJobs {
  readonly #running = new Map<string, Promise<void>>();
  readonly #onError: (name: string, error: unknown) => void;
  #stopped = false;

  constructor(onError: (name: string, error: unknown) => void) {
    this.#onError = onError;
  }

  get stopped(): boolean {
    return this.#stopped;
  }

  /** Begins with a piece of work, unless it is under way or everything is being stopped. */
  start(name: string, work: () => Promise<void>): void {
    if (this.#running.has(name) || this.#stopped) return;
    this.#running.set(
      name,
      work()
        // Nobody waits for it: unheard, a folder that cannot be removed would end the process.
        .catch((error: unknown) => this.#onError(name, error))
        .finally(() => this.#running.delete(name)),
    );
  }

  /** Lets nothing begin any more and waits for what is under way, which has to look at {@link stopped}. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await Promise.allSettled(this.#running.values());
  }
}
