// A pause that nobody notices would be one line in a log for each of thousands of invoices.
const shortestWaitMs = 100;

/**
 * An observer that cannot break what it observes: its exceptions and rejections are ignored. Waits (`type: 'waiting'`) of
 * less than 100 ms are not reported.
 *
 * @example
 * ```ts
 * import { observed } from '@ksef/core/internal';
 *
 * const emit = observed((event: string) => console.log(event));
 * emit('sent');
 * ```
 */
export function observed<Event>(onEvent: ((event: Event) => unknown) | undefined): (event: Event) => void {
  return async (event) => {
    if (isShortWait(event)) return;
    try {
      await onEvent?.(event);
    } catch {
      // Nobody could do anything about it here.
    }
  };
}

function isShortWait(event: unknown): boolean {
  const { type, waitMs } = (event ?? {}) as { readonly type?: unknown; readonly waitMs?: unknown };
  return type === 'waiting' && typeof waitMs === 'number' && waitMs < shortestWaitMs;
}
