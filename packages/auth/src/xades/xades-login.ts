import type { AuthorizationPolicy, ContextInput } from '@ksef/core';
import type { AuthRequestSigner, SubjectIdentifierType } from './auth-request-signer.js';

/** A login by signature. */
export interface XadesLogin {
  /** Whose invoices the tokens are for. */
  readonly context: ContextInput;
  /** `xadesSigner(…)` or `externalSigner(…)` of `@ksef/signing`, or yours. */
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
