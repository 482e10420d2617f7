import { createHash } from 'node:crypto';
import { type ContextInput, toContext } from '@ksef/core';

/**
 * A KSeF token for tests: the emulator, unless strict, takes it as the owner's of that context. Same context,
 * same token.
 *
 * @throws InvalidInputError `INVALID_CONTEXT`
 * @example
 * ```ts
 * import { nip } from '@ksef/core';
 * import { makeTestToken } from '@ksef/emulator';
 *
 * const token = makeTestToken(nip('5265877635'));
 * ```
 */
export function makeTestToken(context: ContextInput): string {
  const { type, value } = toContext(context);
  const hex = createHash('sha256').update(`${type}:${value}`).digest('hex');
  const reference = hex.toUpperCase();
  const camelType = type.charAt(0).toLowerCase() + type.slice(1);
  return `20260101-EC-${reference.slice(0, 10)}-${reference.slice(10, 20)}-${reference.slice(20, 22)}|${camelType}-${value}|${hex}`;
}
