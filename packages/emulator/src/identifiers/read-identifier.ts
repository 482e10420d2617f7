import { inOnePass, malformed, objectOf, oneOf, stringOf } from '../http/index.js';
import type { SubjectIdentifier } from './subject-identifier.js';

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
  const { type, text } = inOnePass({
    type: () => oneOf(`${name}.type`, given.type, types),
    text: () => stringOf(`${name}.value`, given.value),
  });
  if (!identifierPatterns[type].test(text)) throw malformed(`${name}.value`);
  return { type, value: text };
}

/** A NIP, else 21405. */
export function nipOf(name: string, value: unknown): string {
  const text = stringOf(name, value);
  if (!identifierPatterns.Nip.test(text)) throw malformed(name);
  return text;
}
