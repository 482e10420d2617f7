/**
 * Whether this is a `Uint8Array`, even from another realm: one from a test runner or an edge runtime is not an
 * `instanceof` our class.
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
