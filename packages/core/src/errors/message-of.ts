/**
 * The message of whatever was thrown, for messages of our own. It may contain what was sent: see `safeCause`.
 *
 * @example
 * ```ts
 * import { messageOf } from '@ksef/core/internal';
 *
 * messageOf(new Error('no space left')); // 'no space left'
 * ```
 */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
