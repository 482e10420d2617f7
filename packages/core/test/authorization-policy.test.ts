import { describe, expect, it } from 'vitest';
import { checkAuthorizationPolicy, InvalidInputError } from '../src/index.js';

const refused = (policy: unknown) => {
  try {
    checkAuthorizationPolicy(policy as never);
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error).toMatchObject({ code: 'INVALID_IP_POLICY', input: 'authorizationPolicy' });
    return (error as Error).message;
  }
  throw new Error('the policy was taken');
};

describe('checkAuthorizationPolicy', () => {
  it('gives back the lists that were named, and no others', () => {
    const allowedIps = {
      ip4Addresses: ['0.0.0.0', '9.10.99.100', '199.200.249.255'],
      ip4Ranges: ['192.0.2.10-192.0.2.20'],
      ip4Masks: ['192.0.2.0/0', '192.0.2.0/9', '10.0.0.0/10', '10.0.0.0/29', '10.0.0.0/32'],
    };
    expect(checkAuthorizationPolicy({ allowedIps })).toEqual({ allowedIps });
    const some = checkAuthorizationPolicy({ allowedIps: { ip4Addresses: [], ip4Masks: undefined } });
    expect(Object.keys(some.allowedIps)).toEqual(['ip4Addresses']);
  });

  it.each([[undefined], [null], [{}], [{ allowedIps: null }], [{ allowedIps: '10.0.0.1' }]])(
    'refuses %j: without lists it would allow every address',
    (policy) => expect(refused(policy)).toMatch(/needs allowedIps; leave the policy out/),
  );

  it('refuses a list that it does not know, which would allow every address as well', () => {
    expect(refused({ allowedIps: { ip4Adresses: ['192.0.2.10'] } })).toMatch(
      /Unknown field "ip4Adresses" of allowedIps\. Use ip4Addresses, ip4Ranges or ip4Masks/,
    );
    expect(refused({ allowedIps: { toString: [] } })).toMatch(/Unknown field "toString"/);
  });

  it('takes ten entries a list, not eleven, and nothing that is no list', () => {
    const entries = Array.from({ length: 11 }, (_, index) => `192.0.2.${index}`);
    expect(
      checkAuthorizationPolicy({ allowedIps: { ip4Addresses: entries.slice(1) } }).allowedIps.ip4Addresses,
    ).toHaveLength(10);
    expect(refused({ allowedIps: { ip4Addresses: entries } })).toMatch(
      /ip4Addresses must be a list of at most 10 entries/,
    );
    expect(refused({ allowedIps: { ip4Ranges: '192.0.2.10-192.0.2.20' } })).toMatch(/must be a list/);
  });

  it.each([
    ['ip4Addresses', '256.0.0.1', 'an IPv4 address such as'],
    ['ip4Addresses', '192.0.2', 'an IPv4 address such as'],
    ['ip4Addresses', '192.0.2.10 ', 'an IPv4 address such as'],
    ['ip4Addresses', ' 192.0.2.10', 'an IPv4 address such as'],
    ['ip4Addresses', '192.0.2.010', 'an IPv4 address such as'],
    ['ip4Addresses', '2001:db8::1', 'an IPv4 address such as'],
    ['ip4Addresses', 3221225994, 'an IPv4 address such as'],
    ['ip4Ranges', '192.0.2.10', 'a range such as'],
    ['ip4Ranges', '192.0.2.10-192.0.2.20-', 'a range such as'],
    ['ip4Ranges', 'x192.0.2.10-192.0.2.20', 'a range such as'],
    ['ip4Masks', '192.0.2.0', 'a network such as'],
    ['ip4Masks', '192.0.2.0/33', 'a network such as'],
    ['ip4Masks', '192.0.2.0/123', 'a network such as'],
    ['ip4Masks', '1192.0.2.0/24', 'a network such as'],
  ])('refuses %s with %j by name', (list, entry, form) => {
    const message = refused({ allowedIps: { [list]: ['192.0.2.10', entry].slice(1) } });
    expect(message).toContain(`${JSON.stringify(entry)} in ${list} is not ${form}`);
  });
});
