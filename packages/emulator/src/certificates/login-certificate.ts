import type { Principal } from '../access/index.js';
import type { SubjectIdentifier } from '../identifiers/index.js';
import type { SubjectAttributes } from './subject-attributes.js';
/** The certificate that signed a login. */
export interface LoginCertificate {
  readonly subject: SubjectIdentifier;
  readonly attributes: SubjectAttributes;
}

/** Finds the certificate with which a caller logged in; undefined after a login by KSeF token. */
export type FindLoginCertificate = (caller: Principal) => LoginCertificate | undefined;
