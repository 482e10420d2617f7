import type { AuthorizationPolicy, ContextIdentifier } from '@ksef/core';
import type { AuthOptions } from '../login/login-types.js';

/** How KSeF identifies who logs in: a NIP or PESEL in the certificate's subject, or the certificate's fingerprint. */
export type SubjectIdentifierType = 'certificateSubject' | 'certificateFingerprint';

/** What a login by signature has to sign. */
export interface AuthRequest {
  /** Valid for ten minutes. */
  readonly challenge: string;
  /**
   * When KSeF created it, by KSeF's clock, in milliseconds since 1970: the signing time, however wrong the local
   * clock is.
   */
  readonly timestampMs?: number | undefined;
  readonly context: ContextIdentifier;
  readonly subjectIdentifierType: SubjectIdentifierType;
  readonly authorizationPolicy: AuthorizationPolicy | undefined;
}

/**
 * Signs a login. `xadesSigner` of `@ksef/signing` does it with a local or remote key, `externalSigner` there
 * has a person or another program sign the document.
 */
export interface AuthRequestSigner {
  /** The `AuthTokenRequest` for this request with its XAdES signature, as XML. */
  signAuthRequest(request: AuthRequest, options: AuthOptions): Promise<string>;
}
