import { InvalidInputError } from '@ksef/core';

/** A name that may stand in SQL as it is. @throws InvalidInputError `INVALID_OPTION` */
export function tableName(name = 'ksef_tokens'): string {
  if (typeof name === 'string' && /^[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*)?$/.test(name)) return name;
  throw new InvalidInputError('table must be a name of a-z, 0-9 and _, with or without a schema before it.', {
    code: 'INVALID_OPTION',
    input: 'table',
  });
}
