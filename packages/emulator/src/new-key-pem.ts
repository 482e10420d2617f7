import { generateKeyPairSync } from 'node:crypto';

/** Makes RSA-2048 key pairs. */
export type NewKeyPem = (purpose: string) => string;

/** A new private key, PKCS #1 in PEM. */
export function newKeyPem(): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
}

const first = new Map<string, string>();

/**
 * The first key for a purpose, the same in the whole process: making one takes a large part of a second, and test
 * suites start many emulators. Only for emulators that write nothing down.
 */
export function sharedKeyPem(purpose: string): string {
  const known = first.get(purpose) ?? newKeyPem();
  first.set(purpose, known);
  return known;
}
