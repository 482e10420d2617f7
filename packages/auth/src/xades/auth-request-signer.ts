import type { AuthorizationPolicy, ContextIdentifier } from '@ksef/core';
import type { AuthOptions } from '../login/login-types.js';

/**
 * How KSeF identifies the subject that logs in: a NIP or PESEL in the certificate's subject, or the certificate's
 * fingerprint.
 */
export type SubjectIdentifierType = 'certificateSubject' | 'certificateFingerprint';

/** The input of a login signature. */
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
 * Signs a login. `xadesSigner` of `@ksef/signing` uses a local or remote key. With its `externalSigner`, a person or
 * another program signs the document.
 */
export interface AuthRequestSigner {
  /** The `AuthTokenRequest` for this request with its XAdES signature, as XML. */
  signAuthRequest(request: AuthRequest, options: AuthOptions): Promise<string>;
}
