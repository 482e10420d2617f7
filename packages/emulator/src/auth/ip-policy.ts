/** The addresses from which the access token of a login may be used. */
export interface IpPolicy {
  readonly ip4Addresses?: readonly string[] | null;
  readonly ip4Ranges?: readonly string[] | null;
  readonly ip4Masks?: readonly string[] | null;
}

/** Whether the policy lets this address in; no policy lets everyone in. */
export function ipAllowed(address: string, policy: IpPolicy | null | undefined): boolean {
  if (policy === null || policy === undefined) return true;
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
