import { invalidInput } from '../sessions/problems.js';

/** Refuses limits that there are not, and values that are no limits. @throws Problem 21405 */
export function checkOverrides(given: object, known: object): void {
  for (const [name, value] of Object.entries(given)) {
    if (!Object.hasOwn(known, name))
      throw invalidInput(`${name} is no limit; there are ${Object.keys(known).join(', ')}`);
    if (typeof value !== 'number' || !(value >= 0)) throw invalidInput(`${name} is a number from 0`);
  }
}
