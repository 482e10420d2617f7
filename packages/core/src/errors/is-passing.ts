import { KsefApiError } from './ksef-api-error.js';
import { TransportError } from './transport-error.js';

/**
 * Whether KSeF could not be reached, or had trouble of its own (HTTP 5xx): asking again may help.
 *
 * @example
 * ```ts
 * import { isPassing } from '@ksef/core';
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
