import type { CertifiedKey, KeyPurpose } from './certified-key.js';
import { pem } from './pem.js';
/** Gives the first key for a purpose; `now` in milliseconds since 1970. */
export type FirstKey = (purpose: KeyPurpose, now: number) => Promise<CertifiedKey>;

/** The same in every emulator, there at once. Only for those that write nothing down. */
export const publishedKey: FirstKey = async (purpose) => {
  const { publishedKeys } = await import('./published-keys.js');
  const { privateKey, certificate } = publishedKeys[purpose];
  return { privateKeyPem: pem('PRIVATE KEY', privateKey), certificate };
};

/** Its own; takes a good part of a second. */
export const ownKey: FirstKey = async (purpose, now) => {
  const { longAgo, makeCertifiedKey } = await import('./make-certified-key.js');
  return makeCertifiedKey(purpose, longAgo(now));
};
