import type { AuthorizationPolicy, ContextIdentifier } from '@ksef/core';
import type { AuthOptions } from '../login/login-types.js';

/** From what KSeF takes who logs in: a NIP or PESEL in the certificate's subject, or the certificate's fingerprint. */
export type SubjectIdentifierType = 'certificateSubject' | 'certificateFingerprint';

/** What a login by signature asks for. */
export interface AuthRequest {
  /** Good for ten minutes. */
  readonly challenge: string;
  /** When KSeF made it, by KSeF's clock, in milliseconds since 1970: the signing time, however wrong the clock here is. */
  readonly timestampMs?: number | undefined;
  readonly context: ContextIdentifier;
  readonly subjectIdentifierType: SubjectIdentifierType;
  readonly authorizationPolicy: AuthorizationPolicy | undefined;
}

/**
 * Signs a login. `xadesSigner` of `@ksef/signing` is one, for a key at hand or far away; `externalSigner` there is one
 * for a document that is signed by a person or another program.
 */
export interface AuthRequestSigner {
  /** The `AuthTokenRequest` for this request with its XAdES signature, as XML. */
  signAuthRequest(request: AuthRequest, options: AuthOptions): Promise<string>;
}
