import { invalidInput } from './input/problems.js';
/** The members of what the control side is given; what it does not know is refused by name. */
export function membersOf<Name extends string>(
  given: unknown,
  names: readonly Name[],
): Partial<Record<Name, unknown>> {
  if (given === undefined || given === null) return {};
  if (typeof given !== 'object' || Array.isArray(given))
    throw invalidInput(`an object is needed, with ${names.join(', ')}`);
  for (const name of Object.keys(given))
    if (!names.some((one) => one === name))
      throw invalidInput(`${name} is unknown; there are ${names.join(', ')}`);
  return given;
}

/** A number that is not below 0. */
export function amountOf(name: string, value: unknown): number {
  if (typeof value !== 'number' || !(value >= 0)) throw invalidInput(`${name} is a number from 0`);
  return value;
}

/** Milliseconds since 1970 of an instant in RFC 3339. */
export function instantOf(name: string, value: unknown): number {
  const ms =
    typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]{5,25}(Z|[+-]\d\d:\d\d)$/i.test(value)
      ? Date.parse(value)
      : Number.NaN;
  if (Number.isNaN(ms)) throw invalidInput(`${name} is an instant in RFC 3339, such as 2026-12-31T23:00:00Z`);
  return ms;
}

/** One of the words that are known. */
export function choiceOf<T extends string>(name: string, value: unknown, known: readonly T[]): T {
  const found = known.find((one) => one === value);
  if (found === undefined) throw invalidInput(`${name} is one of ${known.join(', ')}`);
  return found;
}
