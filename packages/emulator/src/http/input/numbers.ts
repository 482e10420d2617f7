import { invalidInput } from './problems.js';
export function optionalNumber(body: unknown, name: string, field: string): number | undefined {
  const given = member(body, name);
  const value = given === undefined || given === null ? undefined : member(given, field);
  return value === undefined || value === null ? undefined : wholeNumber(given, field, name);
}

export function wholeNumber(given: unknown, field: string, parent: string, most = 2 ** 31 - 1): number {
  const value = member(given, field);
  if (!Number.isInteger(value) || Number(value) < 0 || Number(value) > most)
    throw invalidInput(`'${parent}.${field}' musi być liczbą całkowitą z zakresu 0-${most}.`);
  return Number(value);
}

export function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
}
