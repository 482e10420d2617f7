import { isBytes } from '../encoding/is-bytes.js';
import { InvalidInputError } from '../errors/invalid-input-error.js';

/**
 * Rejects a key or IV of the wrong length, and also a text of that length. Errors never show the value.
 *
 * @param input - name of the input, e.g. `sealingKey`
 * @param what - beginning of the error message, e.g. `The key that seals a session`
 * @throws InvalidInputError `INVALID_KEY`
 * @example
 * ```ts
 * import { checkKey } from '@ksef/core/internal';
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
  const given = isBytes(value) ? `${value.length} bytes` : 'something else';
  throw new InvalidInputError(`${what} must be a Uint8Array of ${length} bytes, not ${given}.`, {
    code: 'INVALID_KEY',
    input,
  });
}
