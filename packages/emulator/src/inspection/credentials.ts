import type { ContextIdentifier } from '@ksef/core';
import { describeKsefToken, describeLogin, ksefTokensOf, loginsOf, subjectOfLogin } from '../auth/index.js';
import { certificatesOf, describeCertificate } from '../certificates/index.js';
import type { StatusRecord } from '../http/index.js';
import type { SubjectIdentifier } from '../identifiers/index.js';
import type { Kernel } from '../kernel/index.js';
import { type PermissionRecord, permissionsOf } from '../permissions/index.js';
import { type ContextFilter, pageOfContext } from './context-filter.js';
import { newestFirst, type PageFilter, pageOf } from './list-page.js';

/** Logins, tokens, certificates or permissions to list. */
export interface CredentialFilter extends PageFilter, ContextFilter {}

/** A login, as it is now. */
export interface EmulatorLogin {
  readonly referenceNumber: string;
  readonly contextIdentifier: ContextIdentifier;
  readonly subjectIdentifier: SubjectIdentifier;
  /** `Token`, `QualifiedSeal` … */
  readonly authenticationMethod: string;
  readonly status: StatusRecord;
  readonly startDate: string;
  readonly isTokenRedeemed: boolean;
  readonly lastTokenRefreshDate: string | null;
  readonly refreshTokenValidUntil: string | null;
  /** Of the KSeF token that logged in, if it was made here. */
  readonly ksefTokenReferenceNumber: string | null;
}

/** A KSeF token, without its secret. */
export interface EmulatorToken {
  readonly referenceNumber: string;
  readonly contextIdentifier: ContextIdentifier;
  readonly authorIdentifier: SubjectIdentifier;
  readonly description: string;
  readonly requestedPermissions: readonly string[];
  readonly status: 'Pending' | 'Active' | 'Revoked';
  readonly dateCreated: string;
  readonly lastUseDate: string | null;
}

/** A KSeF certificate of the emulator's own authority. */
export interface EmulatorCertificate {
  readonly certificateSerialNumber: string;
  readonly name: string;
  readonly type: 'Authentication' | 'Offline';
  readonly commonName: string;
  readonly status: 'Active' | 'Revoked' | 'Expired';
  readonly subjectIdentifier: SubjectIdentifier;
  readonly validFrom: string;
  readonly validTo: string;
  readonly lastUseDate: string | null;
}

/** A permission that was granted. */
export interface EmulatorPermission {
  readonly id: string;
  /** How it came about: `person`, `entity`, `authorization` … */
  readonly kind: PermissionRecord['kind'];
  /** Where it counts. */
  readonly contextIdentifier: ContextIdentifier;
  readonly subjectIdentifier: SubjectIdentifier;
  readonly permissionScope: string;
  readonly canDelegate: boolean;
  readonly description: string;
  readonly authorIdentifier: SubjectIdentifier;
  readonly startDate: string;
}

/** What the control side reads of logins, tokens, certificates and permissions, the latest first. */
export function inspectCredentials(kernel: Kernel) {
  return {
    logins(filter: CredentialFilter = {}) {
      const { items, count, hasMore } = pageOfContext(loginsOf(kernel), filter);
      const logins = items.map((login): EmulatorLogin => {
        const { authenticationMethodInfo, ...shown } = describeLogin(kernel, login);
        return {
          referenceNumber: login.referenceNumber,
          contextIdentifier: login.context,
          subjectIdentifier: subjectOfLogin(kernel, login),
          ...shown,
          ksefTokenReferenceNumber: login.ksefTokenReferenceNumber,
        };
      });
      return { logins, loginCount: count, hasMore };
    },

    tokens(filter: CredentialFilter = {}) {
      const { items, count, hasMore } = pageOfContext(ksefTokensOf(kernel), filter);
      const tokens = items.map((token): EmulatorToken => {
        const { statusDetails, ...shown } = describeKsefToken(kernel, token);
        return shown;
      });
      return { tokens, tokenCount: count, hasMore };
    },

    certificates(filter: PageFilter = {}) {
      const { items, count, hasMore } = pageOf(newestFirst(certificatesOf(kernel)), filter, () => true);
      const certificates = items.map((record): EmulatorCertificate => {
        const { requestDate, ...shown } = describeCertificate(kernel, record);
        return shown;
      });
      return { certificates, certificateCount: count, hasMore };
    },

    permissions(filter: CredentialFilter = {}) {
      const { items, count, hasMore } = pageOfContext(permissionsOf(kernel), filter);
      const permissions = items.map(
        (one): EmulatorPermission => ({
          id: one.id,
          kind: one.kind,
          contextIdentifier: one.context,
          subjectIdentifier: one.subject,
          permissionScope: one.scope,
          canDelegate: one.canDelegate,
          description: one.description,
          authorIdentifier: one.author,
          startDate: kernel.timestamp(one.startsAt),
        }),
      );
      return { permissions, permissionCount: count, hasMore };
    },
  };
}
