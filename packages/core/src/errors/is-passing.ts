import { KsefApiError } from './ksef-api-error.js';
import { TransportError } from './transport-error.js';

/**
 * Whether KSeF was unreachable or had an internal error (HTTP 5xx): a retry may help.
 *
 * @example
 * ```ts
 * import { isPassing } from '@ksef/core/internal';
 *
 * async function untilItWorks<T>(ask: () => Promise<T>, pause: () => Promise<void>): Promise<T> {
 *   for (;;) {
 *     try {
 *       return await ask();
 *     } catch (error) {
 *       if (!isPassing(error)) throw error;
 *       await pause();
 *     }
 *   }
 * }
 * ```
 */
export function isPassing(error: unknown): boolean {
  return error instanceof TransportError || (error instanceof KsefApiError && error.status >= 500);
}
