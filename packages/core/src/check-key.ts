import { InvalidInputError } from './errors/invalid-input-error.js';
import { isBytes } from './is-bytes.js';

/**
 * Refuses a key or IV that is not so many bytes. A text of as many characters is none; what was given is never repeated.
 *
 * @param input - name of what was given, e.g. `sealingKey`
 * @param what - begins the sentence, e.g. `The key that seals a session`
 * @throws InvalidInputError `INVALID_KEY`
 * @example
 * ```ts
 * import { checkKey } from '@ksef/core';
 *
 * checkKey('key', crypto.getRandomValues(new Uint8Array(32)), 32, 'An AES-256 key');
 * ```
 */
export function checkKey(
  input: string,
  value: unknown,
  length: number,
  what: string,
): asserts value is Uint8Array {
  if (isBytes(value) && value.length === length) return;
  const given = isBytes(value) ? `this one has ${value.length}` : 'and this is no Uint8Array';
  throw new InvalidInputError(`${what} has ${length} bytes, ${given}.`, { code: 'INVALID_KEY', input });
}
