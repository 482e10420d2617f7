import { InvalidInputError } from '@ksef/core';

const iso8601 = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/i;

/** A time in the format that KSeF accepts. @throws InvalidInputError `INVALID_DATE` */
export function instantText(input: string, given: string | Date): string {
  if (given instanceof Date && !Number.isNaN(given.getTime())) return given.toISOString();
  if (typeof given === 'string' && iso8601.test(given) && !Number.isNaN(Date.parse(given))) return given;
  throw new InvalidInputError(`${input} must be a Date, or ISO 8601 with an offset: 2026-03-01T00:00:00Z.`, {
    code: 'INVALID_DATE',
    input,
  });
}
