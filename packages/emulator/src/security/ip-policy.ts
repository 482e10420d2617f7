/** Addresses from which a login's access token may be used. */
export interface AllowedIps {
  readonly ip4Addresses?: readonly string[] | null;
  readonly ip4Ranges?: readonly string[] | null;
  readonly ip4Masks?: readonly string[] | null;
}

/** Whether the policy lets this IPv4 address in; no lists at all let everyone in. */
export function isAllowedIp(policy: AllowedIps | null | undefined, ip: string): boolean {
  const addresses = policy?.ip4Addresses ?? [];
  const ranges = policy?.ip4Ranges ?? [];
  const masks = policy?.ip4Masks ?? [];
  if (addresses.length + ranges.length + masks.length === 0) return true;
  const value = toNumber(ip);
  return (
    addresses.includes(ip) ||
    ranges.some((range) => {
      const [from = '', to = ''] = range.split('-');
      return toNumber(from) <= value && value <= toNumber(to);
    }) ||
    masks.some((mask) => {
      const [base = '', bits = '32'] = mask.split('/');
      const size = 2 ** (32 - Number(bits));
      return Math.floor(toNumber(base) / size) === Math.floor(value / size);
    })
  );
}

const octet = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const address = `${octet}(?:\\.${octet}){3}`;
const shapes = {
  ip4Addresses: new RegExp(`^${address}$`),
  ip4Ranges: new RegExp(`^${address}-${address}$`),
  ip4Masks: new RegExp(`^${address}/(?:[12]?\\d|3[0-2])$`),
} as const;

/** One text for every part of the policy that is not as the contract wants it. */
export function policyFaults(policy: unknown): string[] {
  if (policy === undefined || policy === null) return [];
  if (typeof policy !== 'object') return ["'authorizationPolicy' musi być obiektem."];
  const ips = (policy as { allowedIps?: unknown }).allowedIps;
  if (ips === undefined || ips === null) return [];
  if (typeof ips !== 'object') return ["'authorizationPolicy.allowedIps' musi być obiektem."];
  const faults: string[] = [];
  for (const [name, shape] of Object.entries(shapes)) {
    const list = (ips as Record<string, unknown>)[name];
    if (list === undefined || list === null) continue;
    const good =
      Array.isArray(list) && list.length <= 10 && list.every((item) => typeof item === 'string' && shape.test(item));
    if (!good) faults.push(`'authorizationPolicy.allowedIps.${name}' ma nieprawidłową wartość.`);
  }
  return faults;
}

function toNumber(ip: string): number {
  return ip.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}
