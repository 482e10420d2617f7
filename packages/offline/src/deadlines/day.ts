import { InvalidInputError } from '@ksef/core';
import { quoted } from '@ksef/core/internal';

/** The UTC midnight at the start of a `YYYY-MM-DD`. @throws InvalidInputError `INVALID_DATE` */
export function dayOf(input: string, date: string): Date {
  const day = new Date(`${date}T00:00Z`);
  if (typeof date !== 'string' || day.toJSON()?.slice(0, 10) !== date)
    throw invalidDate(input, `is ${quoted(date)}`);
  return day;
}

/** The error for an invalid date. */
export function invalidDate(input: string, what: string): InvalidInputError {
  return new InvalidInputError(`${input} ${what}: a date YYYY-MM-DD is needed.`, {
    code: 'INVALID_DATE',
    input,
  });
}
