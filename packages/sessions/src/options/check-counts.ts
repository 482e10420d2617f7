import { invalidOption } from '@ksef/core/internal';

/** Options that count something, by their names. @throws InvalidInputError `INVALID_OPTION` */
export function checkCounts(counts: Readonly<Record<string, number>>): void {
  for (const [input, value] of Object.entries(counts))
    if (!(Number.isInteger(value) && value >= 1)) throw invalidOption(input, 'a whole number of at least 1');
}
