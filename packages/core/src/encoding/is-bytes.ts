/**
 * Whether this is a `Uint8Array`, also one of another realm: one from a test runner or an edge runtime is not an
 * instance of ours.
 *
 * @example
 * ```ts
 * import { isBytes } from '@ksef/core/internal';
 *
 * isBytes(Buffer.from('a')); // true
 * isBytes('a'); // false
 * ```
 */
export function isBytes(value: unknown): value is Uint8Array {
  return (value as Uint8Array | undefined)?.[Symbol.toStringTag] === 'Uint8Array';
}
