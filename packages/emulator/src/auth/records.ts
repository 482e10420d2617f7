import type { ContextIdentifier } from '@ksef/core';
import type { SubjectAttributes } from '../certificates/subject-attributes.js';
import type { IpPolicy } from './ip-policy.js';

/** Who logs in, apart from the context. */
export interface SubjectIdentifier {
  readonly type: 'Nip' | 'Pesel' | 'Fingerprint' | 'PeppolId';
  readonly value: string;
}

export type LoginMethod =
  | 'Token'
  | 'InternalCertificate'
  | 'QualifiedSignature'
  | 'QualifiedSeal'
  | 'PeppolSignature';

/** The certificate that signed a login. */
export interface LoginCertificate {
  readonly subject: SubjectIdentifier;
  readonly attributes: SubjectAttributes;
}

/** One login. */
export interface LoginRecord {
  readonly referenceNumber: string;
  readonly context: ContextIdentifier;
  readonly startedAt: number;
  /** Status once the login's time in progress is over. */
  readonly status: LoginStatus;
  readonly redeemed: boolean;
  readonly refreshValidUntil: number | null;
  readonly lastRefreshAt: number | null;
  readonly ipPolicy: IpPolicy | null;
  readonly permissions: readonly string[];
  readonly method: LoginMethod;
  readonly ksefTokenReferenceNumber: string | null;
  /** Null for logins by KSeF token. */
  readonly certificate: LoginCertificate | null;
  /** How long it stays in progress at least, until its KSeF token is active. */
  readonly waitMs?: number;
}

export interface LoginStatus {
  readonly code: number;
  readonly description: string;
  readonly details?: readonly string[];
}

/** A KSeF token made through the API or the control side; its secret is kept as a hash only. */
export interface KsefTokenRecord {
  readonly referenceNumber: string;
  readonly secretHash: string;
  readonly context: ContextIdentifier;
  readonly author: SubjectIdentifier;
  readonly description: string;
  readonly permissions: readonly string[];
  readonly createdAt: number;
  /** Pending until then. */
  readonly activeFrom: number;
  readonly lastUsedAt: number | null;
  readonly isRevoked: boolean;
}

/** What the owner of a context may do; in EU contexts, whom that is trusted to be. */
export function ownerPermissionsIn({ type }: ContextIdentifier): readonly string[] {
  return type === 'NipVatUe' ? [...ownerPermissions, 'VatUeManage'] : ownerPermissions;
}

const ownerPermissions: readonly string[] = [
  'InvoiceRead',
  'InvoiceWrite',
  'PefInvoiceWrite',
  'CredentialsRead',
  'CredentialsManage',
  'SubunitManage',
  'EnforcementOperations',
  'Introspection',
  'CollectiveIdentifierManage',
];
