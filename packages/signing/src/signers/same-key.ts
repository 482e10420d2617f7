import type { KeyObject } from 'node:crypto';

/**
 * Whether two public keys are the same.
 *
 * Kinds are compared first: for different kinds, `equals` leaves an error in OpenSSL's queue, and the next call in the
 * process that reads a key fails.
 */
export function isSameKey(one: KeyObject, other: KeyObject): boolean {
  if (one.asymmetricKeyType !== other.asymmetricKeyType) return false;
  const { namedCurve, modulusLength } = one.asymmetricKeyDetails ?? {};
  const details = other.asymmetricKeyDetails ?? {};
  return details.namedCurve === namedCurve && details.modulusLength === modulusLength && one.equals(other);
}
