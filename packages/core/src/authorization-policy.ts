import { InvalidInputError } from './errors/invalid-input-error.js';
import { quoted } from './quoted.js';

/** IP addresses from which the tokens of a login may be used; KSeF checks them at every request. */
export interface AuthorizationPolicy {
  /** IP addresses from which the tokens of the login may be used; KSeF rejects others. */
  readonly allowedIps: {
    /** Up to ten addresses, e.g. `192.0.2.10`. */
    readonly ip4Addresses?: readonly string[] | undefined;
    /** Up to ten ranges, e.g. `192.0.2.10-192.0.2.20`. */
    readonly ip4Ranges?: readonly string[] | undefined;
    /** Up to ten networks, e.g. `192.0.2.0/24`. */
    readonly ip4Masks?: readonly string[] | undefined;
  };
}

const most = 10;

// A function, so that bundlers can drop it where no policy is checked.
function forms() {
  const octet = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]\\d|\\d)';
  const address = `(?:${octet}\\.){3}${octet}`;
  return {
    ip4Addresses: { pattern: new RegExp(`^${address}$`), form: 'an IPv4 address such as 192.0.2.10' },
    ip4Ranges: {
      pattern: new RegExp(`^${address}-${address}$`),
      form: 'a range such as 192.0.2.10-192.0.2.20',
    },
    ip4Masks: {
      pattern: new RegExp(`^${address}/(?:\\d|[12]\\d|3[0-2])$`),
      form: 'a network such as 192.0.2.0/24',
    },
  };
}

/**
 * Checks a policy and returns it with the given lists.
 *
 * Unknown fields are rejected: a misspelt list would silently allow every address.
 *
 * @throws InvalidInputError `INVALID_IP_POLICY`
 * @example
 * ```ts
 * import { checkAuthorizationPolicy } from '@ksef/core';
 *
 * checkAuthorizationPolicy({ allowedIps: { ip4Addresses: ['203.0.113.7'], ip4Masks: ['198.51.100.0/24'] } });
 * ```
 */
export function checkAuthorizationPolicy(policy: AuthorizationPolicy): {
  allowedIps: { ip4Addresses?: string[]; ip4Ranges?: string[]; ip4Masks?: string[] };
} {
  const allowedIps: unknown = policy?.allowedIps;
  if (typeof allowedIps !== 'object' || allowedIps === null) {
    throw invalid('authorizationPolicy needs allowedIps; leave the policy out to allow any address.');
  }
  for (const name of Object.keys(policy)) {
    if (name !== 'allowedIps')
      throw invalid(`Unknown field ${JSON.stringify(name)} of authorizationPolicy. Use allowedIps.`);
  }
  const known = forms();
  const checked: ReturnType<typeof checkAuthorizationPolicy> = { allowedIps: {} };
  for (const [name, entries] of Object.entries(allowedIps)) {
    if (!Object.hasOwn(known, name)) {
      throw invalid(`Unknown field ${quoted(name)} of allowedIps. Use ip4Addresses, ip4Ranges or ip4Masks.`);
    }
    const list = name as keyof typeof known;
    if (entries !== undefined) checked.allowedIps[list] = checkedList(list, entries, known[list]);
  }
  return checked;
}

function checkedList(name: string, entries: unknown, expected: { pattern: RegExp; form: string }): string[] {
  if (!Array.isArray(entries) || entries.length > most) {
    throw invalid(`${name} must be a list of at most ${most} entries.`);
  }
  return entries.map((entry: unknown) => {
    if (typeof entry === 'string' && expected.pattern.test(entry)) return entry;
    throw invalid(`${quoted(entry)} in ${name} is not ${expected.form}.`);
  });
}

function invalid(message: string): InvalidInputError {
  return new InvalidInputError(message, { code: 'INVALID_IP_POLICY', input: 'authorizationPolicy' });
}
