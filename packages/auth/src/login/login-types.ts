import type { AuthorizationPolicy, ContextInput } from '@ksef/core';
import type { TokenEncryptor } from '../token/token-encryptor.js';
import type { AuthRequestSigner, SubjectIdentifierType } from '../xades/auth-request-signer.js';

/** What every call takes last. */
export interface AuthOptions {
  /** Ends the call, its repeats and its waits. */
  readonly signal?: AbortSignal | undefined;
}

/** A token and the moment until which KSeF takes it. */
export interface TokenInfo {
  /** A JWT. A secret. */
  readonly token: string;
  /** ISO 8601 date and time. */
  readonly validUntil: string;
}

/** A login that KSeF works on. */
export interface StartedLogin {
  readonly referenceNumber: string;
  /** Good for asking about this login and for fetching its tokens; 45 minutes. */
  readonly authenticationToken: TokenInfo;
}

/** A finished login. */
export interface LoginResult {
  /** Names the session at KSeF; revoke it by this. */
  readonly referenceNumber: string;
  /** For calls; minutes. */
  readonly accessToken: TokenInfo;
  /** For new access tokens without another login; days. */
  readonly refreshToken: TokenInfo;
}

/** Who logs in, by which KSeF token. */
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

/** Who logs in, by whose signature. */
export interface XadesLogin {
  /** Whose invoices the tokens are for. */
  readonly context: ContextInput;
  /** `xadesSigner(…)` or `externalSigner(…)` of `@ksef/signing`, or yours. */
  readonly signer: AuthRequestSigner;
  /** Default `certificateSubject`. */
  readonly subjectIdentifierType?: SubjectIdentifierType | undefined;
  /** Addresses from which the tokens may be used. Default: any. */
  readonly authorizationPolicy?: AuthorizationPolicy | undefined;
  /** Has the certificate's issuer and revocation checked where KSeF takes self-signed ones (TEST). Elsewhere it always does. */
  readonly verifyCertificateChain?: boolean | undefined;
  /** Asks KSeF to refuse a signature outside the XAdES profiles where it would only warn (`X-KSeF-Feature`). */
  readonly enforceXadesCompliance?: boolean | undefined;
}
