import { generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';

/** Makes RSA-2048 key pairs. */
export type NewKeyPem = (purpose: string) => Promise<string>;

/** A new private key, PKCS #1 in PEM; made beside the main thread, as it takes a good part of a second. */
export async function newKeyPem(): Promise<string> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  return privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
}

const first = new Map<string, Promise<string>>();

/**
 * The first key for a purpose, the same in the whole process, as test suites start many emulators. Only for emulators
 * that write nothing down.
 */
export function sharedKeyPem(purpose: string): Promise<string> {
  const known = first.get(purpose) ?? newKeyPem();
  first.set(purpose, known);
  return known;
}
