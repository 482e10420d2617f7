import type { Semaphore } from './semaphore.js';

/** How inputs are taken from their source. */
export interface MapInOrderOptions {
  /** The maximum number in progress. */
  readonly window: number;
  /**
   * Acquired for each input before it is pulled: inputs that cannot be processed yet wait in the source, not in memory.
   */
  readonly semaphore: Semaphore;
  /** Called first when the consumer stops, or everything is done: ends the work in progress. */
  stop(): void;
}

/**
 * Processes inputs concurrently and yields results in their order. When a source fails, its earlier inputs are finished
 * first, then its error is passed on.
 */
export async function* mapInOrder<T, R>(
  source: AsyncIterable<T> | Iterable<T>,
  work: (input: T, index: number) => Promise<R>,
  { window, semaphore, stop }: MapInOrderOptions,
): AsyncGenerator<R, void> {
  const underWay: Promise<R>[] = [];
  const inputs = Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : source[Symbol.iterator]();
  let index = 0;
  let pulling: Promise<IteratorResult<T>> | undefined;
  let ended = false;
  let failure: { readonly error: unknown } | undefined;
  const pull = async (): Promise<IteratorResult<T>> => {
    try {
      return await inputs.next();
    } catch (error) {
      failure = { error };
      return { done: true, value: undefined };
    }
  };
  try {
    for (;;) {
      if (!ended && underWay.length < window) pulling ??= semaphore.acquire().then(pull);
      const [first] = underWay;
      if (first === undefined && pulling === undefined) break;
      const event = await firstOf(first, pulling);
      if ('result' in event) {
        void underWay.shift();
        yield event.result;
        continue;
      }
      pulling = undefined;
      if (event.next.done) {
        ended = true;
        semaphore.release();
      } else {
        const result = work(event.next.value, index++);
        // It may be awaited long after an abort. Until then a rejection must not count as unhandled.
        result.catch(() => {});
        underWay.push(result);
      }
    }
    if (failure !== undefined) throw failure.error;
  } finally {
    stop();
    await Promise.allSettled(underWay);
    pulling?.catch(() => {});
    // Not awaited: a source that hangs must not keep the work open.
    void Promise.resolve(inputs.return?.()).catch(() => {});
  }
}

type Happening<T, R> = { readonly result: R } | { readonly next: IteratorResult<T> };

/** Whichever comes first: the due result or the next input. */
function firstOf<T, R>(
  result: Promise<R> | undefined,
  next: Promise<IteratorResult<T>> | undefined,
): Promise<Happening<T, R>> {
  const happenings: Promise<Happening<T, R>>[] = [];
  if (result !== undefined) happenings.push(result.then((value) => ({ result: value })));
  if (next !== undefined) happenings.push(next.then((value) => ({ next: value })));
  return Promise.race(happenings);
}
