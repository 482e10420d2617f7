import type { ContextIdentifier } from './identifiers/context-identifier.js';

/** What is known of when credentials end; never a secret. */
export type CredentialEvent = { readonly context: ContextIdentifier } & (
  | {
      /** A credential ends soon, or has ended: replace it. */
      readonly type: 'credential-expiring';
      readonly kind: 'ksefToken' | 'certificate' | 'refreshToken';
      /** Reference number of a KSeF token, serial number of a certificate; of a refresh token, its context. */
      readonly id: string;
      /** Name of a certificate, description of a KSeF token. */
      readonly name: string;
      /** ISO 8601. */
      readonly validUntil: string;
    }
  | {
      /** Credentials could not be checked now; it is tried again. */
      readonly type: 'credentials-unknown';
      /** Of the error. */
      readonly code: string;
    }
);
