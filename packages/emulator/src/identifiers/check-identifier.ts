import { malformed } from '../http/index.js';
import type { SubjectIdentifier } from './subject-identifier.js';

const patterns: Readonly<Record<SubjectIdentifier['type'], RegExp>> = {
  Nip: /^[1-9](\d[1-9]|[1-9]\d)\d{7}$/,
  Pesel: /^\d{11}$/,
  Fingerprint: /^[0-9A-F]{64}$/,
  PeppolId: /^P[A-Z]{2}\d{6}$/,
};

/** An identifier whose value has the form of its type, which the contract says in words only. @throws Problem 21405 */
export function checkIdentifier(name: string, { type, value }: SubjectIdentifier): SubjectIdentifier {
  if (!patterns[type].test(value)) throw malformed(`${name}.value`);
  return { type, value };
}
