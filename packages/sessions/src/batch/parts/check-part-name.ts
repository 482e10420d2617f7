import { InvalidInputError } from '@ksef/core';

const longestName = 200;

/**
 * Refuses what is not a name of a part: letters, digits, `-`, `_` and `.`, none at the beginning, at most 200 of them.
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
