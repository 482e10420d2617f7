import { invalidInput, isMissing, objectOf } from '../http/index.js';
/** The addresses from which the access token of a login may be used. */
export interface IpPolicy {
  readonly ip4Addresses?: readonly string[] | null;
  readonly ip4Ranges?: readonly string[] | null;
  readonly ip4Masks?: readonly string[] | null;
}

const octet = '(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]\\d|\\d)';
const address = `(${octet}\\.){3}${octet}`;

/** How the entries of each list are written; in the schema files of 2.0 there are anchors that XML takes literally. */
export const ipForms: Readonly<Record<keyof IpPolicy, RegExp>> = {
  ip4Addresses: new RegExp(`^${address}$`),
  ip4Ranges: new RegExp(`^${address}-${address}$`),
  ip4Masks: new RegExp(`^${address}/(0|[1-9]|[12]\\d|3[0-2])$`),
};

/** Entries of each list at most. */
export const mostIps = 10;

/** Reads `authorizationPolicy.allowedIps` of a login in JSON; null without one. @throws Problem 21405 */
export function readIpPolicy(allowedIps: unknown): IpPolicy | null {
  if (isMissing(allowedIps)) return null;
  const lists = objectOf('authorizationPolicy.allowedIps', allowedIps);
  const names = Object.keys(ipForms) as (keyof IpPolicy)[];
  return Object.fromEntries(names.map((name) => [name, readList(name, lists[name])]));
}

function readList(name: keyof IpPolicy, value: unknown): readonly string[] {
  if (isMissing(value)) return [];
  const path = `authorizationPolicy.allowedIps.${name}`;
  if (!Array.isArray(value) || value.length > mostIps)
    throw invalidInput(`'${path}' może mieć najwyżej ${mostIps} elementów.`);
  const wrong = value.find((one) => typeof one !== 'string' || !ipForms[name].test(one));
  if (wrong !== undefined) throw invalidInput(`'${path}': '${wrong}' ma nieprawidłowy format.`);
  return value;
}

/** Whether the policy lets this address in; no policy, or one that names nobody, lets everyone in. */
export function ipAllowed(address: string, policy: IpPolicy | null | undefined): boolean {
  if (policy === null || policy === undefined) return true;
  if (Object.values(policy).every((list) => (list ?? []).length === 0)) return true;
  const ip = toNumber(address.replace(/^::ffff:/, ''));
  return (
    (policy.ip4Addresses ?? []).some((one) => toNumber(one) === ip) ||
    (policy.ip4Ranges ?? []).some((one) => {
      const [from = '', to = ''] = one.split('-');
      return ip >= toNumber(from) && ip <= toNumber(to);
    }) ||
    (policy.ip4Masks ?? []).some((one) => {
      const [network = '', bits = ''] = one.split('/');
      const size = 2 ** (32 - Number(bits));
      return Math.floor(ip / size) === Math.floor(toNumber(network) / size);
    })
  );
}

function toNumber(address: string): number {
  return address.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0);
}
