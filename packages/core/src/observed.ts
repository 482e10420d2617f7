// Without this threshold, thousands of invoices would each log waits that nobody notices.
const shortestWaitMs = 100;

/**
 * An observer that cannot break the observed code: its exceptions and rejections are ignored. Waits (`type: 'waiting'`)
 * of less than 100 ms are not reported.
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
    const { type, waitMs } = (event ?? {}) as { readonly type?: unknown; readonly waitMs?: number };
    if (type === 'waiting' && (waitMs ?? shortestWaitMs) < shortestWaitMs) return;
    try {
      await onEvent?.(event);
    } catch {
      // Nothing can handle it here.
    }
  };
}
