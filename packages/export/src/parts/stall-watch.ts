import { onAbort } from '@ksef/core';

/** Cuts a download off that brings nothing for too long, or that its caller gives up. */
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

  /** Something came. */
  alive(): void {
    this.#timer.refresh();
  }

  /** What a body brings. */
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

  /** What came too much, or came before a failure, is not waited for. */
  end(): void {
    clearTimeout(this.#timer);
    this.#off();
    this.#letGo();
  }

  #letGo(): void {
    this.#reader?.cancel().catch(() => undefined);
  }
}
