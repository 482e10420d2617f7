import type { ContextIdentifier } from '@ksef/core';
import type { IpPolicy } from '../access/index.js';
import type { LoginCertificate } from '../certificates/index.js';
import type { SubjectIdentifier } from '../identifiers/index.js';
import type { Collection, Kernel } from '../kernel/index.js';

export type LoginMethod =
  | 'Token'
  | 'InternalCertificate'
  | 'QualifiedSignature'
  | 'QualifiedSeal'
  | 'PeppolSignature';

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

/** All logins, by reference number. */
export function loginsOf(kernel: Pick<Kernel, 'collection'>): Collection<LoginRecord> {
  return kernel.collection('logins');
}
