import { findViolations } from './find-violations.js';

let last: Promise<unknown> = Promise.resolve();

/** What {@link findViolations} gives, for one document after another, in the order of the calls. */
export function findViolationsInTurn(form: string, bytes: Uint8Array): Promise<readonly string[]> {
  const found = last.then(() => findViolations(form, bytes));
  last = found.catch(() => undefined);
  return found;
}
