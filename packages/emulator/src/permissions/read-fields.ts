import type { SubjectIdentifier } from '../auth/records.js';
import { objectOf, stringOf } from '../sessions/input.js';
import { invalidInput } from '../sessions/problems.js';

const identifierPatterns: Readonly<Record<SubjectIdentifier['type'], RegExp>> = {
  Nip: /^[1-9](\d[1-9]|[1-9]\d)\d{7}$/,
  Pesel: /^\d{11}$/,
  Fingerprint: /^[0-9A-F]{64}$/,
  PeppolId: /^P[A-Z]{2}\d{6}$/,
};

/** `{ type, value }` of one of these types, else 21405. */
export function readIdentifier<T extends SubjectIdentifier['type']>(
  name: string,
  value: unknown,
  types: readonly T[],
): { readonly type: T; readonly value: string } {
  const given = objectOf(name, value);
  const type = oneOf(`${name}.type`, given.type, types);
  const text = stringOf(`${name}.value`, given.value);
  if (!identifierPatterns[type].test(text)) throw malformed(`${name}.value`);
  return { type, value: text };
}

/** A NIP, else 21405. */
export function nipOf(name: string, value: unknown): string {
  const text = stringOf(name, value);
  if (!identifierPatterns.Nip.test(text)) throw malformed(name);
  return text;
}

/** A filled list, else 21405. */
export function listOf(name: string, value: unknown): readonly unknown[] {
  if (!Array.isArray(value) || value.length === 0) throw invalidInput(`'${name}' jest wymagane.`);
  return value;
}

/** A string of so many characters, else 21405. */
export function textOf(name: string, value: unknown, shortest: number, longest: number): string {
  const text = stringOf(name, value);
  if (text.length < shortest || text.length > longest)
    throw invalidInput(`'${name}' musi mieć od ${shortest} do ${longest} znaków.`);
  return text;
}

/** One of the allowed values, else 21405. */
export function oneOf<T extends string>(name: string, value: unknown, allowed: readonly T[]): T {
  const found = allowed.find((one) => one === value);
  if (found === undefined) throw invalidInput(`'${name}' ma nieprawidłową wartość.`);
  return found;
}

export function malformed(name: string) {
  return invalidInput(`'${name}' ma nieprawidłowy format.`);
}
