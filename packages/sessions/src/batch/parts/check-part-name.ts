import { InvalidInputError } from '@ksef/core';

const longestName = 200;

/**
 * Rejects invalid part names: at most 200 letters, digits, `-`, `_` and `.`, with no `.` at the beginning.
 *
 * @throws InvalidInputError `INVALID_PART_NAME`
 */
export function checkPartName(name: unknown): asserts name is string {
  if (typeof name === 'string' && name.length <= longestName && /^[A-Za-z0-9_-][A-Za-z0-9._-]*$/.test(name))
    return;
  const shown = typeof name === 'string' ? JSON.stringify(name.slice(0, 60)) : typeof name;
  throw new InvalidInputError(`${shown} is not a name of a part. Use letters, digits, "-", "_" and ".".`, {
    code: 'INVALID_PART_NAME',
    input: 'name',
  });
}
