import { invalidOption } from '@ksef/core/internal';

/**
 * Elsewhere 0 means no limit; here every request would fail at once, as if KSeF did not answer.
 *
 * @throws InvalidInputError `INVALID_OPTION`
 */
export function checkTimeout(timeoutMs: number | undefined): void {
  if (timeoutMs === undefined || timeoutMs > 0) return;
  throw invalidOption('timeoutMs', 'above 0: milliseconds for one request');
}
