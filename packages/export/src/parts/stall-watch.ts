import { onAbort } from '@ksef/core/internal';

/** Aborts a download that stalls for too long, or that its caller cancels. */
export class StallWatch {
  // Ended by hand: Node 20 may collect an AbortSignal.any that only a body depends on, which then never ends.
  readonly #cut = new AbortController();
  readonly #timer: NodeJS.Timeout;
  readonly #off: () => void;
  #reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  /** Whether it was cut off because nothing came. */
  hasStalled = false;

  constructor(caller: AbortSignal, timeoutMs: number) {
    const stop = () => {
      this.#cut.abort(caller.reason);
      this.#letGo();
    };
    this.#timer = setTimeout(() => {
      this.hasStalled = true;
      stop();
    }, timeoutMs);
    this.#off = onAbort(caller, stop);
  }

  get signal(): AbortSignal {
    return this.#cut.signal;
  }

  /** Data arrived. */
  alive(): void {
    this.#timer.refresh();
  }

  /** The chunks of a body. */
  async *chunks(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array, void> {
    this.#reader = body.getReader();
    for (;;) {
      const { done, value } = await this.#reader.read();
      this.#cut.signal.throwIfAborted();
      if (done) return;
      this.alive();
      yield value;
    }
  }

  /** Surplus data, or data before a failure, is not waited for. */
  end(): void {
    clearTimeout(this.#timer);
    this.#off();
    this.#letGo();
  }

  #letGo(): void {
    this.#reader?.cancel().catch(() => undefined);
  }
}
