import type { AuthorizationPolicy, ContextInput } from '@ksef/core';
import type { TokenEncryptor } from '../token/token-encryptor.js';
import type { AuthRequestSigner, SubjectIdentifierType } from '../xades/auth-request-signer.js';

/** The last argument of every call. */
export interface AuthOptions {
  /** Ends the call, its retries and its waits. */
  readonly signal?: AbortSignal | undefined;
}

/** A token and the time until which KSeF accepts it. */
export interface TokenInfo {
  /** A JWT. A secret. */
  readonly token: string;
  /** ISO 8601 date and time. */
  readonly validUntil: string;
}

/** A login that KSeF is processing. */
export interface StartedLogin {
  readonly referenceNumber: string;
  /** For the status of this login and for fetching its tokens; valid for 45 minutes. */
  readonly authenticationToken: TokenInfo;
}

/** A finished login. */
export interface LoginResult {
  /** Identifies the session at KSeF, for revoking it. */
  readonly referenceNumber: string;
  /** For calls; valid for minutes. */
  readonly accessToken: TokenInfo;
  /** For new access tokens without another login; valid for days. */
  readonly refreshToken: TokenInfo;
}

/** A login by KSeF token. */
export interface TokenLogin {
  /** Whose invoices the tokens are for. */
  readonly context: ContextInput;
  /** The KSeF token, as KSeF gave it. A secret. */
  readonly token: string;
  /** `EncryptionService` of `@ksef/crypto`, or yours. */
  readonly encryptor: TokenEncryptor;
  /** Addresses from which the tokens may be used. Default: any. */
  readonly authorizationPolicy?: AuthorizationPolicy | undefined;
}

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
