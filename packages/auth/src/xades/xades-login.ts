import type { AuthorizationPolicy, ContextInput } from '@ksef/core';
import type { AuthRequestSigner, SubjectIdentifierType } from './auth-request-signer.js';

/** A login with a signature. */
export interface XadesLogin {
  /** The context of the tokens. */
  readonly context: ContextInput;
  /** `xadesSigner(…)` or `externalSigner(…)` of `@ksef/signing`, or your own. */
  readonly signer: AuthRequestSigner;
  /** Default `certificateSubject`. */
  readonly subjectIdentifierType?: SubjectIdentifierType | undefined;
  /** Addresses from which the tokens may be used. Default: any. */
  readonly authorizationPolicy?: AuthorizationPolicy | undefined;
  /**
   * Makes KSeF check the certificate's issuer and revocation where it accepts self-signed ones (TEST). Elsewhere it
   * always does.
   */
  readonly verifyCertificateChain?: boolean | undefined;
  /** Asks KSeF to reject a signature outside the XAdES profiles where it would only warn (`X-KSeF-Feature`). */
  readonly enforceXadesCompliance?: boolean | undefined;
}
