import { InvalidInputError } from '@ksef/core';
import { quoted } from '@ksef/core/internal';

/** The midnight in UTC with which a `YYYY-MM-DD` begins. @throws InvalidInputError `INVALID_DATE` */
export function dayOf(input: string, date: string): Date {
  const day = new Date(`${date}T00:00Z`);
  if (typeof date !== 'string' || day.toJSON()?.slice(0, 10) !== date)
    throw invalidDate(input, `is ${quoted(date)}`);
  return day;
}

/** What is wrong with a date. */
export function invalidDate(input: string, what: string): InvalidInputError {
  return new InvalidInputError(`${input} ${what}: a date YYYY-MM-DD is needed.`, {
    code: 'INVALID_DATE',
    input,
  });
}
