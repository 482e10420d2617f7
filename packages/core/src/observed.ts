/**
 * An observer that cannot break what it observes: its exceptions and rejections are ignored.
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
    try {
      await onEvent?.(event);
    } catch {
      // Nobody could do anything about it here.
    }
  };
}
