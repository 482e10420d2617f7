import type { ContextIdentifier } from './identifiers/context-identifier.js';

/** Events about expiring credentials. They never contain a secret. */
export type CredentialEvent = { readonly context: ContextIdentifier } & (
  | {
      /** A credential expires soon, or has expired: replace it. */
      readonly type: 'credential-expiring';
      readonly kind: 'ksefToken' | 'certificate' | 'refreshToken';
      /** Reference number of a KSeF token, serial number of a certificate, or the context of a refresh token. */
      readonly id: string;
      /** Name of a certificate, description of a KSeF token. */
      readonly name: string;
      /** ISO 8601. */
      readonly validUntil: string;
    }
  | {
      /** Credentials could not be checked now. The check is retried. */
      readonly type: 'credentials-unknown';
      /** Of the error. */
      readonly code: string;
    }
);
