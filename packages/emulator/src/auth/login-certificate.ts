import type { Principal } from '../access/index.js';
import type { LoginCertificate } from '../certificates/index.js';
import type { Kernel } from '../kernel/index.js';
import { loginsOf } from './records.js';
/** The certificate with which the caller logged in; undefined after a login by KSeF token. */
export function loginCertificate(
  kernel: Pick<Kernel, 'collection'>,
  { authReferenceNumber }: Pick<Principal, 'authReferenceNumber'>,
): LoginCertificate | undefined {
  return loginsOf(kernel).get(authReferenceNumber)?.certificate ?? undefined;
}
