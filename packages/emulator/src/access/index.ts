export { writeAccessClaims } from './access-claims.js';
export { Callers } from './callers.js';
export { type IpPolicy, ipForms, mostIps, readIpPolicy } from './ip-policy.js';
export type { Principal } from './principal.js';
