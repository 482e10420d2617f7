import { unlessAborted } from './unless-aborted.js';

/**
 * The values of a source, until it ends, fails or the signal aborts. When a source fails, its error goes to `onError`,
 * so that its earlier values can be finished first.
 */
export async function* readSource<T>(
  source: AsyncIterable<T> | Iterable<T>,
  signal: AbortSignal,
  onError: (error: unknown) => void,
): AsyncGenerator<T> {
  const inputs = Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : source[Symbol.iterator]();
  let ended = false;
  try {
    for (;;) {
      let next: IteratorResult<T>;
      try {
        next = await unlessAborted(inputs.next(), signal);
      } catch (error) {
        signal.throwIfAborted();
        ended = true;
        onError(error);
        return;
      }
      if (next.done) {
        ended = true;
        return;
      }
      yield next.value;
    }
  } finally {
    // Not awaited: a source that hangs must not delay the end.
    if (!ended) void Promise.resolve(inputs.return?.()).catch(() => {});
  }
}
