import { amountOf, membersOf } from './control-input.js';
/** Refuses limits that there are not, and values that are no limits. @throws Problem 21405 */
export function checkOverrides(given: object, known: object): void {
  for (const [name, value] of Object.entries(membersOf(given, Object.keys(known)))) amountOf(name, value);
}
